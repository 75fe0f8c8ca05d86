import dayjs from 'dayjs';
import type { Bounded, CivilDate, Instant, Maybe, RegionRef } from '@/api/types';
import { t } from '@/i18n';

const ZONE = 'Asia/Shanghai';
const count = new Intl.NumberFormat('zh-CN');
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' });

/** Digits with thousands separators. */
export const number = (value: Maybe<number>): string => (value == null ? t.common.dash : count.format(value));

/** An instant as Shanghai wall time, to the minute. */
export const instant = (value: Maybe<Instant>): string => (value ? wall.format(new Date(value)) : t.common.dash);

/** The Shanghai day of an instant. */
export const instantDay = (value: Maybe<Instant>): string => (value ? day.format(new Date(value)) : t.common.dash);

/** A civil date stays as it is written. */
export const civil = (value: Maybe<CivilDate>): string => value ?? t.common.dash;

/** Today in Shanghai. */
export const today = (): CivilDate => day.format(new Date());

/** A count that says when it stopped counting. */
export const bounded = (value: Bounded): string =>
  value.at_least ? t.common.atLeast(count.format(value.count)) : count.format(value.count);

/** A share between 0 and 1 as a percentage with one digit. */
export const percent = (share: Maybe<number>): string =>
  share == null ? t.common.dash : `${(share * 100).toFixed(1)}${t.common.units.percent}`;

export function bytes(value: Maybe<number>): string {
  if (value == null) return t.common.dash;
  const { b, kb, mb, gb } = t.common.size;
  if (value < 1024) return `${value} ${b}`;
  if (value < 1024 ** 2) return `${(value / 1024).toFixed(0)} ${kb}`;
  if (value < 1024 ** 3) return `${(value / 1024 ** 2).toFixed(1)} ${mb}`;
  return `${(value / 1024 ** 3).toFixed(1)} ${gb}`;
}

/** The place from the city down. */
export function regionPath(region: Maybe<RegionRef>): string {
  if (!region) return t.common.dash;
  const path = Array.isArray(region.path) ? region.path : (region.path ?? '').split('/');
  const parts = path.map((part) => part.trim()).filter(Boolean);
  return parts.length > 0 ? parts.join(' / ') : region.name;
}

/** Whole days from one civil date to another. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayjs(to).diff(dayjs(from), 'day');
