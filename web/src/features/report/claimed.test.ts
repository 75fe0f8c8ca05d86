import { expect, test } from 'vitest';
import { claimed } from './claimed';

test('a list with heads is read by them', () => {
  expect(claimed('序号\t编号\t单位名称\t登记日期\r\n1\tYH-1\t溪口商店\t2024/5/6\r\n\r\n')).toEqual([
    { number: 'YH-1', name: '溪口商店', day: '2024-05-06' },
  ]);
});

test('a list without heads is read by what the words look like', () => {
  expect(claimed('YH-2024-0001\t溪口商店\n溪口宾馆\t91440101MA5CQJXK8W')).toEqual([
    { number: 'YH-2024-0001', name: '溪口商店' },
    { name: '溪口宾馆', credit_code: '91440101MA5CQJXK8W' },
  ]);
  expect(claimed('  ')).toEqual([]);
});
