import { expect, test } from 'vitest';
import { address, measureFrom, PRESETS, presetOf } from './measures';

test('a measure goes to an address and back', () => {
  for (const preset of Object.values(PRESETS)) {
    expect(measureFrom(`https://example.test${address(preset.numerator)}`)).toEqual(preset.numerator);
  }
});

test('an address of another page is none', () => {
  expect(measureFrom('/overview')).toBeUndefined();
  expect(measureFrom('/cases/018f')).toBeUndefined();
});

test('a preset is known again', () => {
  expect(presetOf(PRESETS.closed)).toBe('closed');
  expect(presetOf(null)).toBe('none');
  expect(presetOf({ numerator: { over: 'cases', filter: { mark: 'major' } } })).toBe('own');
});
