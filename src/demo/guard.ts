/**
 * The guard of the demonstration: every file of this folder imports it, so that none of them loads in a process that
 * has not entered the demonstration. Production cannot be given invented people or a readable mailbox by accident.
 */
import { isDemonstration } from '../demonstration.ts';

if (!isDemonstration()) throw new Error('demonstration code was loaded outside the demonstration');
