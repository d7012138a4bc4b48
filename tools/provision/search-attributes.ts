/** Search attributes that every engine of Mùa knows, by name and type as Temporal's command line spells them. */
export const searchAttributes = {
  SeasonId: 'Keyword',
  StepKey: 'Keyword',
  UnitCode: 'Keyword',
  Phase: 'Keyword',
  DueAt: 'Datetime',
} as const satisfies Record<string, 'Keyword' | 'Datetime'>;

export type SearchAttributes = Readonly<Record<string, 'Keyword' | 'Datetime'>>;

/** The numbers of temporal.api.enums.v1.IndexedValueType; the package that names them has no ESM exports. */
export const indexedValueTypes = { Keyword: 2, Datetime: 6 } as const;
