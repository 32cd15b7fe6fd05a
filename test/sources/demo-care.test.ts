import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../pipelines/calendar/calendar.ts';
import { faultOfHours } from '../../pipelines/calendar/hours.ts';
import { DEMO_BRANDS } from '../../pipelines/sources/demo/brands.ts';
import { DEMO_CARE } from '../../pipelines/sources/demo/care.ts';
import { PROFILES } from '../../pipelines/sources/demo/profiles.ts';
import { CareSchema } from '../../schema/contracts/care.ts';

describe('the care of the demo’s brands', () => {
  it('is that of every brand, and of no other', () => {
    expect(Object.keys(DEMO_CARE).sort()).toEqual(DEMO_BRANDS.map(({ id }) => id).sort());
    for (const { id, care } of DEMO_BRANDS) expect(care).toBe(DEMO_CARE[id]);
  });

  it('is a configuration that would be accepted', () => {
    const isCare = Compile(CareSchema);
    for (const care of Object.values(DEMO_CARE)) {
      expect(isCare.Check(care)).toBe(true);
      expect(faultOfHours(care.hours ?? {})).toBeNull();
      const { low, base, high } = care.costs?.retention ?? { low: 0, base: 0, high: 1 };
      expect(low <= base && base <= high).toBe(true);
    }
  });

  it('is open only while its team is there', () => {
    for (const { id, team } of PROFILES) {
      const calendar = createCalendar('UTC', DEMO_CARE[id]?.hours ?? {}, []);
      const hours = Array.from({ length: 7 * 24 }, (_, hour) => Date.UTC(2025, 10, 3, hour)).filter(calendar.isOpen);
      expect(hours.length).toBeGreaterThan(40);
      for (const hour of hours.map((at) => new Date(at).getUTCHours())) expect(hour >= team.from && hour < team.to).toBe(true);
    }
  }); // prettier-ignore

  it('knows channels its brand is heard on', () => {
    for (const { id, channels } of PROFILES)
      for (const channel of Object.keys(DEMO_CARE[id]?.targets?.channels ?? {}))
        expect(Object.keys(channels)).toContain(channel);
  });
});
