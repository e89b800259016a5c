import { QueryBudget } from '../../../nodes/GladiaTrigger/authentication/queryBudget';

/** How many queries in a row the budget allows. */
const taken = (budget: QueryBudget, now: number) => {
	let count = 0;
	while (count < 100 && budget.take(now)) count++;
	return count;
};

it('allows a burst of 30, and then one query per second', () => {
	const budget = new QueryBudget(0);
	expect(taken(budget, 0)).toBe(30);
	expect(taken(budget, 999)).toBe(0);
	expect(taken(budget, 1_000)).toBe(1);
	expect(taken(budget, 4_500)).toBe(3);
	// Half a second was left over.
	expect(taken(budget, 5_000)).toBe(1);
});

it('saves no more than one burst', () => {
	const budget = new QueryBudget(0);
	expect(taken(budget, 3_600_000)).toBe(30);
	expect(taken(budget, 3_600_000)).toBe(0);
});

it('gets refunded queries back, up to one burst', () => {
	const budget = new QueryBudget(0);
	taken(budget, 0);
	budget.refund();
	budget.refund();
	expect(taken(budget, 0)).toBe(2);
	for (let count = 0; count < 50; count++) budget.refund();
	expect(taken(budget, 0)).toBe(30);
});
