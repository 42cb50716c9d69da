/** Whether a place lies within the outline; true where there is none to hold it against. */
export function isInside(
  rings: readonly (readonly (readonly number[])[])[],
  longitude: number,
  latitude: number,
): boolean {
  if (rings.length === 0) return true;
  let inside = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
      const [x1 = 0, y1 = 0] = ring[at] ?? [];
      const [x2 = 0, y2 = 0] = ring[before] ?? [];
      if (y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1)
        inside = !inside;
    }
  }
  return inside;
}
