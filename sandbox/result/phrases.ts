/** A line of dialogue in the languages the sandbox really knows, and what it is about. */
export interface Phrase {
	text: Record<string, string>;
	/** What a summary says about it, in English. */
	gist: string;
	sentiment: 'positive' | 'neutral' | 'negative';
	emotion: string;
}

const phrase = (
	[en, fr, de, es]: [string, string, string, string],
	gist: string,
	sentiment: Phrase['sentiment'] = 'neutral',
	emotion: string = sentiment,
): Phrase => ({ text: { en, fr, de, es }, gist, sentiment, emotion });

/** The true lines of the bundled sample with their translations. */
export const samplePhrases: Phrase[] = [
	phrase(
		[
			'Your call is now first in line and will be answered by the next available representative.',
			'Votre appel est maintenant le premier de la file et sera pris par le prochain conseiller disponible.',
			'Ihr Anruf ist jetzt der erste in der Warteschlange und wird vom nächsten freien Mitarbeiter entgegengenommen.',
			'Su llamada es ahora la primera de la cola y será atendida por el próximo agente disponible.',
		],
		'A caller is told that the call is first in line',
	),
	phrase(
		[
			'Thank you for your patience.',
			'Merci de votre patience.',
			'Vielen Dank für Ihre Geduld.',
			'Gracias por su paciencia.',
		],
		'The caller is thanked for waiting',
		'positive',
		'gratitude',
	),
	phrase(
		[
			'And so my fellow Americans, ask not what your country can do for you,',
			'Ainsi, mes chers compatriotes américains, ne demandez pas ce que votre pays peut faire pour vous,',
			'Und so, meine amerikanischen Mitbürger, fragt nicht, was euer Land für euch tun kann,',
			'Así pues, compatriotas estadounidenses, no pregunten qué puede hacer su país por ustedes,',
		],
		'Americans are called on not to ask what their country can do for them',
		'neutral',
		'determination',
	),
	phrase(
		[
			'ask what you can do for your country.',
			'demandez ce que vous pouvez faire pour votre pays.',
			'fragt, was ihr für euer Land tun könnt.',
			'pregunten qué pueden hacer ustedes por su país.',
		],
		'They are asked to consider what they can do for their country',
		'positive',
		'inspiration',
	),
];

/** Lines that fill any other recording. */
export const inventedPhrases: Phrase[] = [
	phrase(
		[
			'Good morning, this is Maria Lopez from Acme, thank you for joining the call.',
			"Bonjour, ici Maria Lopez d'Acme, merci de participer à cet appel.",
			'Guten Morgen, hier ist Maria Lopez von Acme, danke für die Teilnahme am Gespräch.',
			'Buenos días, soy Maria Lopez de Acme, gracias por unirse a la llamada.',
		],
		'Maria Lopez of Acme opens the call',
		'positive',
		'joy',
	),
	phrase(
		[
			'Hello Maria, this is Peter Novak, I am calling from our office in Berlin.',
			'Bonjour Maria, ici Peter Novak, je vous appelle de notre bureau à Berlin.',
			'Hallo Maria, hier ist Peter Novak, ich rufe aus unserem Büro in Berlin an.',
			'Hola Maria, soy Peter Novak, llamo desde nuestra oficina en Berlin.',
		],
		'Peter Novak joins from Berlin',
	),
	phrase(
		[
			'The new release went live on Monday and most customers have already moved over.',
			'La nouvelle version est en ligne depuis lundi et la plupart des clients ont déjà migré.',
			'Die neue Version ist seit Montag online und die meisten Kunden sind schon umgestiegen.',
			'La nueva versión se publicó el lunes y la mayoría de los clientes ya se han pasado.',
		],
		'The new release is live',
		'positive',
		'satisfaction',
	),
	phrase(
		[
			'Two of them reported that the export takes far too long.',
			"Deux d'entre eux ont signalé que l'exportation est beaucoup trop longue.",
			'Zwei von ihnen haben gemeldet, dass der Export viel zu lange dauert.',
			'Dos de ellos informaron de que la exportación tarda demasiado.',
		],
		'Two customers find the export too slow',
		'negative',
		'frustration',
	),
	phrase(
		[
			'I can look at the logs this afternoon and send you what I find.',
			"Je peux regarder les journaux cet après-midi et vous envoyer ce que j'y trouve.",
			'Ich kann mir heute Nachmittag die Protokolle ansehen und schicke Ihnen, was ich finde.',
			'Puedo revisar los registros esta tarde y enviarle lo que encuentre.',
		],
		'The logs will be checked in the afternoon',
	),
	phrase(
		[
			'That would be great, the budget meeting with Contoso is on Friday.',
			'Ce serait parfait, la réunion budgétaire avec Contoso a lieu vendredi.',
			'Das wäre großartig, die Budgetbesprechung mit Contoso ist am Freitag.',
			'Sería estupendo, la reunión de presupuesto con Contoso es el viernes.',
		],
		'A budget meeting with Contoso is due on Friday',
		'positive',
		'relief',
	),
	phrase(
		[
			'Do we need another person for the support desk?',
			"Avons-nous besoin d'une personne de plus pour l'assistance ?",
			'Brauchen wir noch eine Person für den Support?',
			'¿Necesitamos otra persona para la atención al cliente?',
		],
		'They ask whether support needs another person',
	),
	phrase(
		['Yes, I agree.', "Oui, je suis d'accord.", 'Ja, da stimme ich zu.', 'Sí, estoy de acuerdo.'],
		'They agree',
		'positive',
		'agreement',
	),
	phrase(
		['Thank you.', 'Merci bien.', 'Vielen Dank.', 'Muchas gracias.'],
		'They say thanks',
		'positive',
		'gratitude',
	),
];

/** Entities in the lines above, in all four languages. */
export const knownEntities: Record<string, string> = {
	'Maria Lopez': 'NAME',
	'Peter Novak': 'NAME',
	Maria: 'NAME_GIVEN',
	Acme: 'ORGANIZATION',
	Contoso: 'ORGANIZATION',
	Berlin: 'LOCATION_CITY',
	Americans: 'ORIGIN',
	américains: 'ORIGIN',
	amerikanischen: 'ORIGIN',
	estadounidenses: 'ORIGIN',
	Monday: 'DATE',
	lundi: 'DATE',
	Montag: 'DATE',
	lunes: 'DATE',
	Friday: 'DATE',
	vendredi: 'DATE',
	Freitag: 'DATE',
	viernes: 'DATE',
	'this afternoon': 'TIME',
};

/** A phrase in a language; languages the sandbox does not know are marked, not invented. */
export function phraseIn({ text }: Phrase, language: string): string {
	return text[language] ?? `[${language}] ${text.en}`;
}
