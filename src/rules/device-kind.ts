/**
 * Which kind of device somebody came with, as its owner would call it: enough to say « ce n'était pas moi », and nothing that
 * tells one device from another (norm RGP-2). Read from what the browser says of itself, which may be anything.
 */

export const DEVICE_KINDS = ['computer', 'phone', 'tablet', 'other'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

const TABLET = /iPad|Tablet|Android(?!.*Mobile)/i;
const PHONE = /iPhone|Mobi|Android/i;
const COMPUTER = /Windows NT|Macintosh|X11|CrOS/i;

/** @param userAgent the header of this name */
export function deviceKind(userAgent: string | undefined): DeviceKind {
  if (userAgent === undefined) return 'other';
  if (TABLET.test(userAgent)) return 'tablet';
  if (PHONE.test(userAgent)) return 'phone';
  return COMPUTER.test(userAgent) ? 'computer' : 'other';
}
