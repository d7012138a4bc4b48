/** A steady colour for each school of a unit, far apart on the wheel; beside the code, never instead of it. */
export function schoolColour(schools: readonly { id: string }[], id: string): string {
  const at = schools.findIndex((one) => one.id === id);
  return at === -1 ? 'transparent' : `hsl(${Math.round((at * 137.5) % 360)} 55% 50%)`;
}
