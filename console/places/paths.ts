const one = (id: string): string => encodeURIComponent(id);

/** Addresses of the places, as in docs/interface.md. */
export const placePaths = {
  roots: (scheme: string) => `/api/places?scheme=${one(scheme)}`,
  under: (parentId: string) => `/api/places?parentId=${one(parentId)}`,
  search: (q: string) => `/api/places?q=${one(q)}`,
  add: () => '/api/places',
  one: (id: string) => `/api/places/${one(id)}`,
  change: (id: string) => `/api/places/${one(id)}/change`,
  move: (id: string) => `/api/places/${one(id)}/move`,
  undo: (id: string) => `/api/places/${one(id)}/undo`,
  replace: (id: string) => `/api/places/${one(id)}/replace`,
  proposals: () => '/api/places/proposals',
  reform: () => '/api/places/reform',
  decide: () => '/api/residences/decide',
};

/** Addresses of the screens, for links from one to the other. */
export const placeScreens = {
  place: (id: string) => `/places?place=${one(id)}`,
  residencesOf: (placeId: string) => `/residences?filter=${one(JSON.stringify({ placeId }))}`,
};
