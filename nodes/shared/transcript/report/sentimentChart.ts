import { htmlText } from './htmlText';
import type { ReportContent } from './reportContent';
import { clockOf } from './reportContent';

const WIDTH = 440;
const HEIGHT = 130;
const LEFT = 66;
const TOP = 10;
const PLOT_WIDTH = WIDTH - LEFT - 10;
const PLOT_HEIGHT = 90;

/** The sentiment over time as an SVG picture, which a screen reader reads as one sentence. */
export function sentimentChart({
	average,
	curve,
	duration,
}: NonNullable<ReportContent['sentiment']>): string {
	const length = Math.max(duration, curve.at(-1)?.time ?? 0) || 1;
	const x = (time: number) => round(LEFT + (time / length) * PLOT_WIDTH);
	const y = (score: number) => round(TOP + ((1 - score) / 2) * PLOT_HEIGHT);
	const axis = ([text, score]: [string, number]) =>
		`<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${y(score)}" y2="${y(score)}"/>` +
		`<text x="${LEFT - 6}" y="${y(score) + 4}" text-anchor="end">${text}</text>`;
	const points = curve.map(({ time, score }) => `${x(time)},${y(score)}`).join(' ');
	const [only] = curve;
	const shape =
		curve.length === 1 && only
			? `<circle cx="${x(only.time)}" cy="${y(only.score)}" r="3"/>`
			: `<polyline points="${points}"/>`;
	const title = htmlText(`Sentiment over time, on average ${average.score} from -1 to 1`);
	return [
		`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" direction="ltr">`,
		...(
			[
				['positive', 1],
				['neutral', 0],
				['negative', -1],
			] as Array<[string, number]>
		).map(axis),
		shape,
		`<text x="${LEFT}" y="${HEIGHT - 6}">${clockOf(0)}</text>`,
		`<text x="${WIDTH - 10}" y="${HEIGHT - 6}" text-anchor="end">${clockOf(length)}</text>`,
		'</svg>',
	].join('');
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
