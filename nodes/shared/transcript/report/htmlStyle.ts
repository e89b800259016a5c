/** Colors of speakers on a light and on a dark page; each has a contrast of 4.5 and more (WCAG AA). */
export const speakerColors = {
	light: ['#0b5cad', '#b3261e', '#146c2e', '#7b3fa0', '#8a5000', '#00696d', '#a3306f', '#4f5b00'],
	dark: ['#8ab4f8', '#f2a29b', '#81c995', '#d7aefb', '#fcc36c', '#78d9df', '#ff9ecb', '#c8d36b'],
};

/** Colors of the page: paper, ink, less important ink, lines, links. */
export const pageColors = {
	light: { paper: '#ffffff', ink: '#1b1d22', soft: '#5a606b', line: '#d9dce3', link: '#0b57d0' },
	dark: { paper: '#15171c', ink: '#e6e8ec', soft: '#a3a9b5', line: '#3a3f49', link: '#a8c7fa' },
};

type Scheme = keyof typeof pageColors;

// Rules instead of variables, which mail programs do not know.
const colorsOf = (scheme: Scheme): string => {
	const { paper, ink, soft, line, link } = pageColors[scheme];
	const speakers = speakerColors[scheme].map(
		(color, index) =>
			`.s${index + 1} b,th.s${index + 1}{color:${color}}.s${index + 1}{border-color:${color}}.s${index + 1} .bar{background:${color}}`,
	);
	return [
		`html,body,main{background:${paper};color:${ink}}`,
		`a{color:${link}}`,
		`dt,span.at,svg text{color:${soft};fill:${soft}}`,
		`h2,nav a{border-color:${line}}`,
		`svg line{stroke:${line}}`,
		`svg polyline{stroke:${link}}svg circle{fill:${link}}`,
		...speakers,
	].join('');
};

const LAYOUT = [
	'html{color-scheme:light dark}',
	// The page may stand inside of another one: of n8n's form, of a mail program.
	'body{display:block;margin:0}',
	'main{display:block;box-sizing:border-box;margin:0 auto;max-width:50rem;padding:1.5rem 1rem 4rem;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}',
	'h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}',
	'h2{font-size:1.2rem;margin:2.2rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid}',
	'h3{font-size:1rem;margin:1.2rem 0 .3rem}',
	'p,ul{margin:.3rem 0 .8rem}ul{padding-inline-start:1.5rem}',
	'dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}',
	'dt{max-width:12rem}dd{margin:0}',
	'nav{display:flex;flex-wrap:wrap;gap:.5rem;align-items:baseline;margin:0 0 1rem}',
	'nav a{padding:.25rem .8rem;border:1px solid;border-radius:.4rem;text-decoration:none}',
	'audio{width:100%;margin-top:1rem}',
	'table{width:100%;border-collapse:collapse}',
	'th,td{padding:.3rem 0;text-align:start;vertical-align:middle}',
	'th:first-child{width:30%;padding-inline-end:.6rem}td:nth-child(n+3),th:nth-child(n+3){text-align:end;width:5.5rem;white-space:nowrap}',
	'.bar{display:block;height:.8rem;min-width:2px;border-radius:.2rem}',
	'svg{display:block;width:100%;max-width:36rem;height:auto}svg text{font-size:12px}',
	'svg line{stroke-width:1}svg polyline{fill:none;stroke-width:2;stroke-linejoin:round}',
	'ol{list-style:none;margin:0;padding:0}',
	'ol>li{margin:0 0 1rem;padding-inline-start:.8rem;border-inline-start:3px solid transparent}',
	'ol p{margin:0}.at{font-size:.85rem;font-variant-numeric:tabular-nums}',
	'@media(max-width:30rem){dl{display:block}dt{max-width:none}dd{margin-bottom:.5rem}main{padding-top:1rem}}',
	'@media print{audio,nav{display:none}main{max-width:none;padding:0;font-size:10.5pt}h2,h3{break-after:avoid}li,tr{break-inside:avoid}.bar,svg,.at{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{text-decoration:none}}',
].join('\n');

/**
 * The style sheet of a report.
 * @param shares of the speakers' talk time, from 0 to 1: the widths of the bars `b1`, `b2`, …
 */
export function htmlStyle(shares: number[]): string {
	const widths = shares.map(
		(share, index) => `.b${index + 1}{width:${Math.round(share * 1000) / 10}%}`,
	);
	return [
		LAYOUT,
		colorsOf('light'),
		// Paper is white.
		`@media screen and (prefers-color-scheme:dark){${colorsOf('dark')}}`,
		widths.join(''),
	].join('\n');
}
