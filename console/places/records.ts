import type { PlaceChangeKind, PlaceKind, PlaceScheme, PlaceState, ResidenceState } from '../../domain/place.ts';
import type { WardFate } from '../../domain/reform.ts';
import type { PersonRef, UnitRef } from '../provider/records.ts';

/** docs/interface.md, Places and residences. */
export type Candidate = { id: string; code: string; name: string; above: string };
export type Residence = {
  id: string; code: string; fullName: string; className: string; school: UnitRef; currentAddress: string; permanentAddress: string; residence: ResidenceState;
  placeId: string | null; placeName: string | null; owner: UnitRef | null; dueAt: string | null; version: number; candidates: Candidate[]; mayDecide: boolean;
};
export type Place = {
  id: string; code: string; scheme: PlaceScheme; kind: PlaceKind; name: string; parentId: string | null; path: string; unitId: string; unitPath: string; state: PlaceState;
  validFrom: string; validTo: string | null; proposedBy: string | null; version: number;
};
export type PlaceNode = Pick<Place, 'id' | 'parentId' | 'code' | 'name' | 'kind' | 'scheme' | 'state' | 'path' | 'version'> & { pupils: number; branches: number };
export type PlaceChange = { kind: PlaceChangeKind; before: { name?: string }; after: { name?: string }; on: string; reason: string | null; directive: string | null; by: PersonRef | null; at: string };
/** `undo`: the last change, and what has come to rest on it since. */
export type PlaceDetail = Place & {
  pupils: number; branches: number; parent: { id: string; name: string; state: PlaceState } | null; mayEdit: boolean; undo: { kind: PlaceChangeKind; free: boolean } | null;
  successors: (Omit<Candidate, 'above'> & { whole: boolean; on: string })[]; history: PlaceChange[];
};
export type Inboxed = Place & { above: string; mayEdit: boolean };
/** `split`: what it hung under was split; a person moves it to one of `parents`. */
export type Waiting = Inboxed & { cause: 'proposal' | 'split'; parents: Omit<Candidate, 'above'>[] };
export type PlaceInbox = { proposed: Waiting[]; twice: Inboxed[][] };
export type ReformWard = { id: string; code: string; name: string; district: string; kind: WardFate['kind'] | null; absent: string[]; successors: (Omit<Candidate, 'above'>)[]; pupils: number; waiting: number };
export type Reform = { province: string; whole: number; split: number; adrift: number; moved: number; waiting: number };
