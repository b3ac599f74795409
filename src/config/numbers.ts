/** Reading a number within its bounds, each fault in French. */
import { z } from 'zod';

export const wholeNumber = (least: number, most: number, otherwise: number) =>
  z.coerce
    .number('doit être un nombre entier')
    .int('doit être un nombre entier')
    .min(least, `doit être au moins ${least}`)
    .max(most, `doit être au plus ${most}`)
    .default(otherwise);
