import { markdownTable } from './markdown';

it('markdownTable pads its columns and keeps bars within cells', () => {
  const columns = [{ header: 'a|b' }, { header: 'ms', align: 'right' as const }];
  const rows = [
    [{ text: 'ten … twelve' }, { text: '1.5' }],
    [{ text: 'x' }, { text: '12' }],
  ];
  expect(markdownTable({ columns, rows, notes: ['Medians.'] })).toBe(
    [
      '| a\\|b         |  ms |',
      '| ------------ | --: |',
      '| ten … twelve | 1.5 |',
      '| x            |  12 |',
      '',
      'Medians.',
      '',
    ].join('\n'),
  );
});
