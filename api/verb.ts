import { z } from '@hono/zod-openapi';
import type { ActorContext } from '../db/actor.ts';
import type { Tx } from '../db/client.ts';
import type { Actor, PolicyAction } from '../domain/policy.ts';
import type { Instant } from '../domain/instant.ts';
import type { Deps } from './deps.ts';
import type { Lang } from './problem.ts';
import type { SignedInStaff } from '../db/queries/sessions.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler knows of the request besides its input. */
export type Ctx = {
  deps: Deps;
  lang: Lang;
  /** Real time, read once for the request. */
  now: Instant;
  ip: string;
  raw: Request;
};
export type StaffCtx = Ctx & {
  me: SignedInStaff;
  actor: Actor;
  who: ActorContext;
  /** One transaction under row-level security of this person. */
  inTx: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
};

type Shape = z.ZodType;
export type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** The `Idempotency-Key`; '' where the verb asks for none. */
  key: string;
};

type Spec<P extends Shape, Q extends Shape, B extends Shape> = {
  method: Method;
  /** OpenAPI style: `/api/tasks/{id}`. */
  path: `/${string}`;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Needs an `Idempotency-Key` header (⚿ in docs/interface.md). */
  idempotent?: boolean;
  /** Multipart with one part `file`. */
  upload?: boolean;
  status?: 200 | 201 | 204;
  answer: Shape;
};

/**
 * Who may call: `staff` = anybody signed in; a policy action = the floor, checked before the handler (which checks the
 * target). `target: 'unit'` says that the verb also depends on whose unit the thing is, for the access matrix.
 */
export type Access = { action: PolicyAction | 'staff'; target: 'none' | 'unit' | 'own-person' };

export type StaffVerb<P extends Shape, Q extends Shape, B extends Shape> = Spec<P, Q, B> & {
  access: Access;
  handle: (ctx: StaffCtx, input: Input<P, Q, B>) => Promise<unknown>;
};
export type OpenVerb<P extends Shape, Q extends Shape, B extends Shape> = Spec<P, Q, B> & {
  access: 'public';
  handle: (ctx: Ctx, input: Input<P, Q, B>) => Promise<unknown>;
};

/** A verb whose types of input are sealed inside: `run` parses and answers. */
export type Verb = Omit<Spec<Shape, Shape, Shape>, never> & {
  access: Access | 'public';
  run: (ctx: Ctx | StaffCtx, given: { params: unknown; query: unknown; body: unknown; key: string }, parse: Parse) => Promise<unknown>;
};
/** Parses or throws a 422 with the fields that are wrong. */
export type Parse = <S extends Shape>(schema: S | undefined, value: unknown) => z.output<S>;

export function verb<P extends Shape, Q extends Shape, B extends Shape>(spec: StaffVerb<P, Q, B>): Verb {
  const { handle, ...rest } = spec;
  return {
    ...rest,
    run: (ctx, given, parse) => {
      if (!('me' in ctx)) throw new Error(`${spec.path} reached without a session`);
      return handle(ctx, inputOf(spec, given, parse));
    },
  };
}

export function openVerb<P extends Shape, Q extends Shape, B extends Shape>(spec: OpenVerb<P, Q, B>): Verb {
  const { handle, ...rest } = spec;
  return { ...rest, run: (ctx, given, parse) => handle(ctx, inputOf(spec, given, parse)) };
}

function inputOf<P extends Shape, Q extends Shape, B extends Shape>(
  spec: Spec<P, Q, B>,
  given: { params: unknown; query: unknown; body: unknown; key: string },
  parse: Parse,
): Input<P, Q, B> {
  return {
    params: parse(spec.params, given.params),
    query: parse(spec.query, given.query),
    body: parse(spec.body, given.body),
    key: given.key,
  };
}

export const uuid = z.uuid();
export const byId = z.object({ id: uuid });
