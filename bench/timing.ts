/**
 * `npm run bench:timing`: whether the time of an answer tells who has an account (norms ENU-2, ENU-3, ENU-7, ATK-14). A
 * server as in production, on PostgreSQL, asked by this process one request at a time, the cases in an order drawn by
 * chance; its answer is timed, and the page asked for right after it, which work behind the answer might slow. Each
 * case is compared with that of a match. Argument: samples a case, 1000 unless said.
 */

import { writeTimings } from './timing-report.ts';
import { timingRounds } from './timing-rounds.ts';

const SAMPLES = Number(process.argv[2] ?? 1000);

const rounds = await timingRounds(SAMPLES);
process.stdout.write(writeTimings(rounds, SAMPLES));
