import {
	claimJob,
	closeStart,
	isClaimed,
	openStart,
	sameStarts,
	startsWithCallback,
} from '../../../nodes/GladiaTranscribe/operations/openStarts';

it('finds other open starts with the same request, until they are closed', () => {
	const [first, same, other] = [{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 2 }].map((body) =>
		openStart(body),
	);
	if (!first || !same || !other) throw new Error('three starts are open');
	expect(sameStarts(first)).toEqual([same]);
	closeStart(same);
	expect(sameStarts(first)).toEqual([]);
	[first, other].forEach(closeStart);
});

it('finds other open starts with the same callback address', () => {
	const bodyWith = (url: string) => ({ callback_config: { url } });
	const first = openStart({ ...bodyWith('https://a.example'), audio_url: '1' });
	const second = openStart({ ...bodyWith('https://a.example'), audio_url: '2' });
	const third = openStart(bodyWith('https://b.example'));
	expect(startsWithCallback(first)).toEqual([second]);
	[first, second, third].forEach(closeStart);
});

it('remembers the latest 10,000 claimed jobs', () => {
	for (let count = 0; count <= 10_000; count++) claimJob(`job-${count}`);
	expect(['job-0', 'job-1', 'job-10000'].map(isClaimed)).toEqual([false, true, true]);
});
