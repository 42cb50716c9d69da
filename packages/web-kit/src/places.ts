import type { Outline, Place } from '@zhongzhi/ui';
import gcoord from 'gcoord';

/** A place as Chinese maps draw it (GCJ-02), in the degrees that we store (WGS-84). */
export function toWgs84({ longitude, latitude }: Place): Place {
  const [x, y] = gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84);
  return { longitude: x, latitude: y };
}

/** A stored place (WGS-84) in the degrees in which Chinese maps draw it. */
export function toGcj02({ longitude, latitude }: Place): Place {
  const [x, y] = gcoord.transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02);
  return { longitude: x, latitude: y };
}

/** An outline published in GCJ-02, in WGS-84. The given one stays as it is. */
export function outlineToWgs84(outline: Outline): Outline {
  const copy = JSON.parse(JSON.stringify(outline)) as Outline;
  return gcoord.transform(copy as never, gcoord.GCJ02, gcoord.WGS84) as Outline;
}

export interface FoundPlace extends Place {
  accuracyMetres: number;
}

export type LocateProblem = 'denied' | 'unavailable' | 'timeout';

/** Asks the device where it is, once, in WGS-84. Rejects with a `LocateProblem`. */
export function findMe(timeoutSeconds = 12): Promise<FoundPlace> {
  return new Promise((found, failed: (why: LocateProblem) => void) => {
    if (!('geolocation' in navigator)) {
      failed('unavailable');
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        found({ longitude, latitude, accuracyMetres: Math.round(accuracy) }),
      ({ code }) => failed(code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable'),
      { enableHighAccuracy: true, timeout: timeoutSeconds * 1000, maximumAge: 60_000 },
    );
  });
}
