import { shapeResult } from '../../../../nodes/shared/output/shape';
import { chosen, meetingSubtitles, simplify } from '../chosen';
import { failedJob, meeting } from '../documents';

const shaped = (job: typeof meeting, parameters: object = {}) =>
	shapeResult(job, chosen({ output: 'report', ...parameters }));
const options = {
	reportTitle: 'Week 12',
	audioLink: 'https://example.com/a.mp3',
	speakerNamesJson: { '2': 'Bob' },
};

describe("the output 'Report'", () => {
	it("holds both reports beside Simplified's fields", () => {
		const items = shaped(meeting, { reportOptions: options });
		expect(items).toEqual([
			{
				json: {
					...simplify(meeting, options),
					failed_add_ons: expect.any(Array) as unknown,
					report_html: expect.stringMatching(
						/^<!DOCTYPE html>[^]*<title>Week 12<\/title>/,
					) as string,
					report_markdown: expect.stringMatching(/^# Week 12\n/) as string,
				},
				files: meetingSubtitles,
			},
		]);
		const { report_html, report_markdown } = items[0]?.json ?? {};
		for (const report of [report_html, report_markdown]) {
			expect(report).toContain('Bob');
			expect(report).toContain('https://example.com/a.mp3#t=2');
			expect(report).toContain('List the cities');
			expect(report).toContain('They greet each other.');
		}
	});

	it('puts an answer under the name of its question, or else under the prompt', () => {
		const question = [{ name: 'Places', prompt: 'List the cities' }];
		const [item] = shaped(meeting, {
			questions: { question },
			reportFormats: ['markdown'],
		});
		expect(item?.json.report_markdown).toContain('### Places\n\nNew York\n');
		expect(item?.json.report_markdown).not.toContain('List the cities');
	});

	it('writes the formats that are chosen, in the chosen language', () => {
		const formats = { reportFormats: ['markdown'] };
		const [item] = shaped(meeting, { ...formats, reportOptions: { language: 'fr' } });
		expect(item?.json).not.toHaveProperty('report_html');
		expect(item?.json.report_markdown).toContain('Bonjour de New York.');
		const [missing] = shaped(meeting, { ...formats, reportOptions: { language: 'it' } });
		expect(missing?.json).toMatchObject({
			report_markdown: null,
			missing_translation: 'it',
			available_translations: ['fr'],
		});
	});

	it('attaches the same as files', () => {
		const [item] = shaped(meeting, {
			reportOptions: options,
			attachFiles: ['html', 'md'],
			includeTranslations: true,
		});
		expect(
			item?.files?.map(({ field, fileName, mimeType }) => [field, fileName, mimeType]),
		).toEqual([
			['html', 'meeting.html', 'text/html'],
			['html_fr', 'meeting.fr.html', 'text/html'],
			['md', 'meeting.md', 'text/markdown'],
			['md_fr', 'meeting.fr.md', 'text/markdown'],
			...meetingSubtitles.map(({ field, fileName, mimeType }) => [field, fileName, mimeType]),
		]);
		expect(item?.files?.[0]?.content).toBe(item?.json.report_html);
		expect(item?.files?.[2]?.content).toBe(item?.json.report_markdown);
	});

	it('offers files for download, which the HTML page holds itself', () => {
		const [item] = shaped(meeting, { reportOptions: { downloadLinks: ['html', 'srt'] } });
		const [plain] = shaped(meeting, { attachFiles: ['html'] });
		const page = String(item?.json.report_html);
		const link = /<a href="data:([^;]+);charset=utf-8;base64,([^"]+)" download="([^"]+)">/g;
		const links = Array.from(page.matchAll(link), ([, type, base64 = '', name]) => [
			name,
			type,
			Buffer.from(base64, 'base64').toString(),
		]);
		expect(links).toEqual([
			['meeting.html', 'text/html', plain?.json.report_html],
			['meeting.srt', 'text/plain', meetingSubtitles[0]?.content],
		]);
		expect(item?.files).toEqual(meetingSubtitles);
		expect(plain?.json.report_html).not.toContain('<nav');
		expect(item?.json.report_markdown).toBe(plain?.json.report_markdown);
	});

	it('refuses a download in a format that is not offered', () => {
		expect(() => shaped(meeting, { reportOptions: { downloadLinks: 'srt, doc' } })).toThrow(
			"'Download Links' does not know the value 'doc'",
		);
	});

	it('is the simplified item for a job that failed', () => {
		expect(shaped(failedJob, { attachFiles: ['html'] })).toEqual([{ json: simplify(failedJob) }]);
	});
});
