import type { Place } from '@/api/types';

/** Where the device is, or nothing: no permission, no signal and plain http all end the same way. */
export function hereNow(milliseconds = 4000): Promise<Place | undefined> {
  return new Promise((resolve) => {
    if (!navigator.geolocation || !window.isSecureContext) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude }),
      () => resolve(undefined),
      { timeout: milliseconds, maximumAge: 60_000, enableHighAccuracy: true },
    );
  });
}
