/** Every ready profile, and which of them fits a header row. A new one is one file and one line here. */
import { foldHeader } from '../headers.ts';
import type { ReadyProfile } from './define-ready-profile.ts';
import { glpi } from './glpi.ts';
import { netbox } from './netbox.ts';
import { snipeIt } from './snipe-it.ts';
import { topdesk } from './topdesk.ts';
import { ultimo } from './ultimo.ts';

export const readyProfiles: readonly ReadyProfile[] = [topdesk, ultimo, glpi, snipeIt, netbox];

export interface ReadyMatch {
  readonly ready: ReadyProfile;
  /** Headers of the file that the product has, and how many there are. */
  readonly matched: number;
  readonly headers: number;
}

/** Below this share of its headers a file is more likely somebody's own list. */
const matchedRatioMin = 0.6;
const matchedMin = 4;

/** The product whose export this header row most likely is; undefined where none fits well. */
export function matchReadyProfile(headers: readonly string[]): ReadyMatch | undefined {
  const keys = [...new Set(headers.map(foldHeader).filter((key) => key !== ''))];
  const matches = readyProfiles.flatMap((ready): readonly ReadyMatch[] => {
    const known = new Set([...ready.profile.columns.map(({ header }) => header), ...ready.otherHeaders].map(foldHeader));
    const telling = new Set(ready.tellingHeaders.map(foldHeader));
    const matched = keys.filter((key) => known.has(key)).length;
    const isLikely = matched >= matchedMin && matched / keys.length >= matchedRatioMin && keys.some((key) => telling.has(key));
    return isLikely ? [{ ready, matched, headers: keys.length }] : [];
  });
  return matches.toSorted((left, right) => right.matched - left.matched)[0];
}
