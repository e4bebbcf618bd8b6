import { count, table, terminal } from './output';

describe('table', () => {
  it.each([
    { name: 'nothing', rows: [], lines: [] },
    { name: 'one row', rows: [['a', 'b']], lines: ['a  b'] },
    {
      name: 'columns as wide as their widest cell, two spaces apart',
      rows: [
        ['A', 'LONG', 'C'],
        ['wide', 'x', 'y'],
      ],
      lines: ['A     LONG  C', 'wide  x     y'],
    },
    {
      name: 'no spaces at the end of a line',
      rows: [
        ['a', ''],
        ['b', 'c'],
      ],
      lines: ['a', 'b  c'],
    },
    { name: 'rows of different length', rows: [['a'], ['bb', 'c']], lines: ['a', 'bb  c'] },
  ])('writes $name', ({ rows, lines }) => {
    expect(table(rows)).toEqual(lines);
  });
});

describe('count', () => {
  it.each([
    [0, '0 files'],
    [1, '1 file'],
    [2, '2 files'],
  ])('of %d is %s', (number, text) => {
    expect(count(number, 'file')).toBe(text);
  });
});

describe('terminal', () => {
  const { isTTY } = process.stdout;
  const { NO_COLOR } = process.env;
  afterEach(() => {
    process.stdout.isTTY = isTTY;
    if (NO_COLOR === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = NO_COLOR;
    jest.restoreAllMocks();
  });
  function printed(tty: boolean, noColor?: string): string {
    process.stdout.isTTY = tty;
    if (noColor === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = noColor;
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    terminal.line(terminal.style('red', 'fault'));
    return String(write.mock.calls[0]?.[0]);
  }

  it('has colours on a terminal, and nowhere else', () => {
    expect(printed(true)).toBe('\u001b[31mfault\u001b[39m\n');
    jest.restoreAllMocks();
    expect(printed(false)).toBe('fault\n');
  });

  it('has none where the person wants none', () => {
    expect(printed(true, '1')).toBe('fault\n');
  });

  it('has none in notes that go to a file, though results go to a terminal', () => {
    process.stdout.isTTY = true;
    const error = process.stderr.isTTY;
    process.stderr.isTTY = false;
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    terminal.note(terminal.style('red', 'fault'));
    process.stderr.isTTY = error;
    expect(write.mock.calls[0]?.[0]).toBe('fault\n');
  });
});
