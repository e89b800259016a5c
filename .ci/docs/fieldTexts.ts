import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Longest default that is written out. */
const LONGEST_DEFAULT = 60;

/** Longest list of choices that is written out. */
const CHOICES_WRITTEN_OUT = 40;

const NOTHING = '–';

/** Text of the editor as Markdown in the cell of a table. */
export function cell(text: string): string {
	return text
		.replace(/<code>(.*?)<\/code>/g, '`$1`')
		.replace(/<a href="(.*?)".*?>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/<\/?[a-z]+>/g, '')
		.replace(/\s*\n\s*/g, ' ')
		.replace(/\|/g, '\\|');
}

/** What a field is for: its description, its hint and its choices, or else an example. */
export function meaning(field: INodeProperties): string {
	const { type, name, description = '', hint = '', placeholder = '' } = field;
	if (name === 'output') return 'What comes out: see [Outputs](../outputs.md).';
	if (type === 'collection') return `Optional fields, each added with *${placeholder}*.`;
	const texts = [description, hint, choices(field)].filter((text) => text !== '');
	return (texts.length > 0 ? texts : [placeholder.replace('e.g.', 'For example')])
		.filter((text) => text !== '')
		.map((text) => cell(sentence(text)))
		.join(' ');
}

function sentence(text: string): string {
	return /[.!?:]$/.test(text) ? text : `${text}.`;
}

function choices(field: INodeProperties): string {
	const options = choicesIn(field);
	if (options.length === 0) return '';
	if (options.length > CHOICES_WRITTEN_OUT) {
		const [first, last] = [options.at(0), options.at(-1)].map((one) => one && nameAndValue(one));
		return `${options.length} choices, from ${first} to ${last}.`;
	}
	const described = options.map((option) => {
		const { description } = option;
		return description ? `${nameAndValue(option)}: ${description}` : nameAndValue(option);
	});
	return `Choices: ${described.map((text) => text.replace(/\.$/, '')).join('; ')}.`;
}

const nameAndValue = ({ name, value }: INodePropertyOptions): string => `*${name}* (\`${value}\`)`;

/** The choices of a field that has any. */
export function choicesIn({ type, options = [] }: INodeProperties): INodePropertyOptions[] {
	return type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];
}

/** What a field shows at first. */
export function defaultOf(field: INodeProperties): string {
	const { default: value } = field;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (Array.isArray(value)) {
		return value.map((one) => valueLabel(field, one)).join(', ') || NOTHING;
	}
	if (typeof value === 'object' && value !== null) {
		return 'value' in value && value.value ? code(String(value.value)) : NOTHING;
	}
	if (value === '' || value === undefined || value === null || value === '{}') return NOTHING;
	return valueLabel(field, value);
}

/** A value as the editor shows it: the label of a choice, on or off, or the value itself. */
export function valueLabel(field: INodeProperties, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const option = choicesIn(field).find((one) => one.value === value);
	return option ? cell(option.name) : code(String(value));
}

function code(text: string): string {
	// What a model fills in is an expression of n8n's own making; its text is for the model.
	if (text.includes('$fromAI')) return 'filled in by the model';
	if (text.length > LONGEST_DEFAULT) return 'a text to change if needed';
	return `\`${text.replace(/\|/g, '\\|')}\``;
}
