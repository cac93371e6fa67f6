import { awaitTickets, createTickets, isFinished, openTickets, returnTicket, takeTicket } from './tickets';

describe('tickets', () => {
  it('give each task once and then none', () => {
    const tickets = createTickets(3);
    openTickets(tickets, 7);
    expect([1, 2, 3, 4].map(() => takeTicket(tickets, 7))).toEqual([0, 1, 2, undefined]);
  });

  it('give nothing to one who comes for another pass, before or after', () => {
    const tickets = createTickets(3);
    openTickets(tickets, 7);
    expect(takeTicket(tickets, 6)).toBeUndefined();
    expect(takeTicket(tickets, 8)).toBeUndefined();
    openTickets(tickets, 8);
    expect(takeTicket(tickets, 7)).toBeUndefined();
    expect(takeTicket(tickets, 8)).toBe(0);
  });

  it('count passes on where their number outgrows its bits', () => {
    const tickets = createTickets(2);
    for (const pass of [2 ** 18, 2 ** 19 - 1, 2 ** 19, 2 ** 19 + 5]) {
      openTickets(tickets, pass);
      expect([takeTicket(tickets, pass), takeTicket(tickets, pass - 1), takeTicket(tickets, pass)]).toEqual([
        0,
        undefined,
        1,
      ]);
    }
  });

  it('say what is done, and wait no longer than nothing comes back', () => {
    const tickets = createTickets(2);
    openTickets(tickets, 1);
    returnTicket(tickets, 0, true);
    expect(awaitTickets(tickets, 5)).toBe(false);
    returnTicket(tickets, 1, false);
    expect(awaitTickets(tickets, 5)).toBe(true);
    expect([isFinished(tickets, 0), isFinished(tickets, 1)]).toEqual([true, false]);
    openTickets(tickets, 2);
    expect([isFinished(tickets, 0), isFinished(tickets, 1)]).toEqual([false, false]);
  });
});
