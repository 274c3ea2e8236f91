/* What glance.py, words.py, passages.py and cue.py find out about all words of a text, word by word
 * instead of array by array: the same answers, sooner. They reach it by native.py, and test_native.py
 * holds it against the arrays. Nothing here allocates or keeps anything.
 *
 * Offsets count folded characters, of which each is one byte of `codes`.
 */

#include <stdint.h>

enum { LONGER = 4, COMPOUND = 64, NEVER = 128, PHRASE = 512 }; /* of marks */
/* of kinds */
enum { JOINED = 1, SUSPECT = 2, LONG_SUSPECT = 4, LICENCE = 8, FIRST_HALF = 16 };
enum { SHORTEST_SKELETON = 7, SHORTEST_COMPOUND = 8, SHORTEST_CORRECTED = 12, LONGEST_CORRECTED = 30 };
enum { LONGEST_WORD = 60, LONGEST_SEAM = 2, SYMBOLS = 32 };
enum { LONGEST_PHRASE = 12, MOST_PHRASES = 3 };
enum { SPACE = 1, MARK = 2, STOP = 3, LINE = 4, HYPHEN = 5 }; /* of what may stand between words */
static const int32_t UNKNOWN = INT32_MAX, SEVERAL_STEPS = -1;

typedef struct {
    const int32_t *cells; /* two of each: a number, and the low half of a fingerprint */
    int64_t shift;
} NumberTable;

typedef struct {
    const uint8_t *bits; /* a byte each */
    int64_t shift;
} Sieve;

typedef struct {
    uint64_t base;
    const uint64_t *weights, *letter_weights; /* for each code */
    const uint8_t *letters, *gaps; /* for each code: the one of its skeleton; what a gap has of it */
    NumberTable numbers, steps;
    const int32_t *firsts;
    const uint16_t *begins;
    int64_t starters, count; /* words that begin a phrase; rows of firsts and begins */
    const uint8_t *has_sense;
    Sieve skeletons, licences, tails, prefixes;
} Lexicon;

/* The tables are far larger than what lies near the processor: a cell is asked for before it is
 * needed, so that many are on their way at once. */
static void ask_for(const NumberTable *table, uint64_t print)
{
    __builtin_prefetch(table->cells + 2 * (print >> table->shift));
}

/* UNKNOWN for what is no member. There is always an empty cell. */
static int32_t number_of(const NumberTable *table, uint64_t print)
{
    uint64_t last = UINT64_MAX >> table->shift;
    for (uint64_t place = print >> table->shift;; place = (place + 1) & last) {
        const int32_t *cell = table->cells + 2 * place;
        if (cell[1] == (int32_t)(uint32_t)print || cell[0] == UNKNOWN)
            return cell[0];
    }
}

static int may_hold(const Sieve *sieve, uint64_t print)
{
    return sieve->bits[print >> sieve->shift];
}

static uint64_t print_of(const Lexicon *lexicon, const uint8_t *codes, int64_t length)
{
    uint64_t print = 0, power = 1;
    for (int64_t at = 0; at < length; at++, power *= lexicon->base)
        print += lexicon->weights[codes[at]] * power;
    return print;
}

/* Fill prints and numbers of all words. */
void number_words(const Lexicon *lexicon, const uint8_t *codes, const int64_t *bounds,
                  int64_t words, uint64_t *prints, int32_t *numbers)
{
    for (int64_t word = 0; word < words; word++) {
        int64_t start = bounds[2 * word];
        prints[word] = print_of(lexicon, codes + start, bounds[2 * word + 1] - start);
        ask_for(&lexicon->numbers, prints[word]);
    }
    for (int64_t word = 0; word < words; word++)
        numbers[word] = number_of(&lexicon->numbers, prints[word]);
}

/* Fill where each word starts and ends; room: for how many of both. How many there are. */
int64_t bound_words(const uint8_t *is_word, const uint8_t *codes, int64_t length, int64_t *bounds,
                    int64_t room)
{
    int64_t count = 0;
    for (int64_t at = 0, was = 0; at <= length; at++) {
        int64_t is = at < length && is_word[codes[at]];
        if (is != was && count++ < room)
            bounds[count - 1] = at;
        was = is;
    }
    return count;
}

static uint64_t letters_of(const Lexicon *lexicon, const uint8_t *codes, int64_t length)
{
    uint64_t sum = 0;
    for (int64_t at = 0; at < length; at++) {
        uint8_t letter = lexicon->letters[codes[at]];
        if (letter != lexicon->letters[codes[at + 1]]) /* of a double letter one counts */
            sum += lexicon->letter_weights[letter];
    }
    return sum;
}

/* Whether a word may be a compound: how it ends, or begins. */
static int may_be_compound(const Lexicon *lexicon, const uint8_t *codes, int64_t length)
{
    return length >= SHORTEST_COMPOUND && length <= LONGEST_WORD &&
           (may_hold(&lexicon->tails, print_of(lexicon, codes + length - 4, 4)) ||
            may_hold(&lexicon->prefixes, print_of(lexicon, codes, 3)));
}

/* What an unknown word of seven or more letters may be in a CV. */
static int suspicion_of(const Lexicon *lexicon, const uint8_t *codes, int64_t length)
{
    if (length <= LONGEST_CORRECTED &&
        may_hold(&lexicon->skeletons, letters_of(lexicon, codes, length)))
        return SUSPECT;
    return length >= SHORTEST_CORRECTED ? LONG_SUSPECT : 0;
}

/* What words.GAP says: whether two words may be of one phrase. */
static int is_gap(const Lexicon *lexicon, const uint8_t *codes, int64_t length)
{
    if (length < 1 || length > 3)
        return 0;
    int first = lexicon->gaps[codes[0]];
    if (length == 1)
        return first != 0;
    int second = lexicon->gaps[codes[1]];
    if (length == 2)
        return first == SPACE ? second != 0 && second != STOP : first != 0 && second == SPACE;
    return first == SPACE && second != 0 && second != STOP && lexicon->gaps[codes[2]] == SPACE;
}

typedef struct {
    int32_t last, node;
} Phrase;

static uint64_t print_of_step(const Lexicon *lexicon, int32_t node, int32_t number)
{
    uint64_t step = (uint64_t)(int64_t)node << 32 | (uint32_t)number;
    return (step ^ step >> 29) * lexicon->base;
}

/* The phrases of more than one word that begin at a word, the longest first, and after the last one
 * whose last word is none; how many. Below zero where they must be looked for by dictionaries. */
static int phrases_at(const Lexicon *lexicon, const uint8_t *codes, const int64_t *bounds,
                      int64_t words, const int32_t *numbers, int64_t word, int32_t node,
                      Phrase *phrases)
{
    int count = 0;
    int64_t end = word + LONGEST_PHRASE < words ? word + LONGEST_PHRASE : words;
    for (int64_t last = word + 1; last < end; last++) {
        if (numbers[last] == UNKNOWN)
            break;
        node = number_of(&lexicon->steps, print_of_step(lexicon, node, numbers[last]));
        if (node == SEVERAL_STEPS)
            return -1;
        int64_t before = bounds[2 * last - 1];
        if (node == UNKNOWN || !is_gap(lexicon, codes + before, bounds[2 * last] - before))
            break;
        if (lexicon->has_sense[node]) {
            if (count == MOST_PHRASES)
                return -1;
            for (int at = count++; at > 0; at--)
                phrases[at] = phrases[at - 1];
            phrases[0] = (Phrase){(int32_t)last, node};
        }
    }
    if (count < MOST_PHRASES)
        phrases[count] = (Phrase){-1, UNKNOWN};
    return count;
}

/* Whether two words may be one: neither is short, and next to nothing stands between them. */
static int may_be_joined(const int64_t *bounds, int64_t word)
{
    int64_t start = bounds[2 * word], end = bounds[2 * word + 1], next = bounds[2 * word + 2];
    return end - start >= 2 && next - end <= LONGEST_SEAM && bounds[2 * word + 3] - next >= 4;
}

/* Fill firsts, marks, phrases (three for each word, told only where marks say so) and kinds of all
 * words. codes end with zeros; of prints nothing is left. */
void mark_words(const Lexicon *lexicon, const uint8_t *codes, const int64_t *bounds, int64_t words,
                uint64_t *prints, const int32_t *numbers, int is_cv, int32_t *firsts,
                uint16_t *marks, Phrase *phrases, uint8_t *kinds)
{
    for (int64_t word = 0; word < words; word++) {
        int32_t number = numbers[word];
        int64_t row = number < lexicon->starters ? number : lexicon->starters;
        row += row < 0 ? lexicon->count : 0;
        firsts[word] = lexicon->firsts[row];
        marks[word] = lexicon->begins[row];
        kinds[word] = may_hold(&lexicon->licences, prints[word]) ? LICENCE : 0;
        const uint8_t *after = codes + bounds[2 * word + 1];
        if (lexicon->gaps[after[0]] == HYPHEN && lexicon->gaps[after[1]] != 0)
            kinds[word] |= FIRST_HALF;
        if (word + 1 == words)
            break;
        if (marks[word] & LONGER)
            ask_for(&lexicon->steps, print_of_step(lexicon, firsts[word], numbers[word + 1]));
        if (may_be_joined(bounds, word)) {
            uint64_t power = 1;
            for (int64_t at = bounds[2 * word]; at < bounds[2 * word + 1]; at++)
                power *= lexicon->base;
            prints[word] += prints[word + 1] * power; /* of both as one, from here on */
            ask_for(&lexicon->numbers, prints[word]);
        }
    }
    for (int64_t word = 0; word < words; word++) {
        uint16_t mark = marks[word];
        int64_t start = bounds[2 * word], length = bounds[2 * word + 1] - start;
        if (mark == 0 && may_be_compound(lexicon, codes + start, length))
            marks[word] |= COMPOUND;
        if (mark == 0 && is_cv && numbers[word] == UNKNOWN && length >= SHORTEST_SKELETON)
            kinds[word] |= suspicion_of(lexicon, codes + start, length);
        if (word + 1 < words && may_be_joined(bounds, word) &&
            number_of(&lexicon->numbers, prints[word]) != UNKNOWN)
            kinds[word] |= JOINED;
        int count = 0;
        if (mark & LONGER)
            count = phrases_at(lexicon, codes, bounds, words, numbers, word, firsts[word],
                               phrases + MOST_PHRASES * word);
        marks[word] &= ~(NEVER | LONGER);
        marks[word] |= count > 0 ? PHRASE : count < 0 ? LONGER : 0;
    }
}

enum { ALWAYS = 1, BEFORE_SPACE = 2, IS_SPACE = 4, OF_ABBREVIATION = 8, NOTHING = 16 }; /* of ends */

/* Where sentences and lines end, as passages.py says it; how many. Below zero: minus such a place,
 * where a pattern must tell whether it is one. codes go on after their length with a line break. */
int64_t sentence_ends(const uint8_t *ends, const uint8_t *codes, int64_t length, int32_t *found)
{
    int64_t count = 0;
    for (int64_t at = 0; at < length; at++) {
        uint8_t end = ends[codes[at]];
        if (end & ALWAYS)
            found[count++] = at + 1;
        else if (end & BEFORE_SPACE && ends[codes[at + 1]] & IS_SPACE) {
            int is_doubtful = end & NOTHING || (at > 0 && ends[codes[at - 1]] & OF_ABBREVIATION);
            found[count++] = is_doubtful ? -(at + 1) : at + 1;
        }
    }
    return count;
}

/* Rows and bits of the words at which cues may begin, see CueTable.places; how many. For each part of
 * the text, which begins at one of starts, also how many stand before it, and all their bits. codes
 * go on with zeros as far as a cue is looked at. */
int64_t cue_places(const uint8_t *symbols, const int16_t *first, const int64_t *bits,
                   const uint8_t *codes, const int64_t *bounds, int64_t words,
                   const int64_t *starts, int64_t parts, int64_t *rows, int64_t *found,
                   int64_t *before, int64_t *all)
{
    int64_t count = 0, part = -1;
    for (int64_t word = 0; word < words; word++) {
        int64_t start = bounds[2 * word];
        while (part + 1 < parts && starts[part + 1] <= start) {
            before[++part] = count;
            all[part] = 0;
        }
        const uint8_t *at = codes + start;
        int64_t key = (symbols[at[0]] * SYMBOLS + symbols[at[1]]) * SYMBOLS + symbols[at[2]];
        if (first[key] == 0)
            continue;
        int64_t some = bits[(first[key] * SYMBOLS + symbols[at[3]]) * SYMBOLS + symbols[at[4]]];
        if (some != 0) {
            rows[count] = word;
            found[count++] = some;
            all[part] |= some;
        }
    }
    while (++part < parts) {
        before[part] = count;
        all[part] = 0;
    }
    return count;
}
