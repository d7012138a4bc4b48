/** The numbers of temporal.api.enums.v1.IndexedValueType; the package that names them has no ESM exports. */
const indexedValueTypes = { Keyword: 2, Datetime: 6 } as const;

export type SearchAttributes = Readonly<Record<string, keyof typeof indexedValueTypes>>;

/** Search attributes as the operator service takes them. */
export function indexedValues(attributes: SearchAttributes): Record<string, number> {
  return Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, indexedValueTypes[type]]));
}
