import type { Side } from './types';

const HEADS: Record<string, keyof Side> = {
  编号: 'number',
  事项编号: 'number',
  隐患编号: 'number',
  名称: 'name',
  单位名称: 'name',
  场所名称: 'name',
  场所: 'name',
  标题: 'name',
  统一社会信用代码: 'credit_code',
  信用代码: 'credit_code',
  日期: 'day',
  登记日期: 'day',
  登记时间: 'day',
};
const CREDIT = /^[0-9A-HJ-NPQRTUWXY]{18}$/i;
const DAY = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?$/;
const NUMBER = /^[A-Za-z\u4e00-\u9fff]{0,6}[-〔[]?\d[\dA-Za-z\-〕\]号]*$/;

/** Rows of a list pasted from a spreadsheet: by their heads when they have some, else by what each word looks like. */
export function claimed(text: string): Side[] {
  const lines = text
    .replace(/\r/g, '')
    .split('\n')
    .map((line) => line.split('\t').map((word) => word.trim()))
    .filter((words) => words.some(Boolean));
  const heads = lines[0]?.map((word) => HEADS[word]);
  const headed = heads?.some(Boolean) ?? false;
  return (headed ? lines.slice(1) : lines).map((words) => {
    const side: Side = {};
    words.forEach((word, index) => {
      const field = headed ? heads?.[index] : looks(word);
      if (!field || !word || side[field]) return;
      if (field !== 'day') side[field] = word;
      else side.day = day(word) ?? null;
    });
    return side;
  });
}

function looks(word: string): keyof Side | undefined {
  if (DAY.test(word)) return 'day';
  if (CREDIT.test(word)) return 'credit_code';
  return NUMBER.test(word) ? 'number' : 'name';
}

function day(word: string): string | undefined {
  const [, year, month, date] = DAY.exec(word.split(' ')[0] ?? '') ?? [];
  return year && month && date ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : undefined;
}
