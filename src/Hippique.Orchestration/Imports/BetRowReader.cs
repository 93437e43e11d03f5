using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>Reads rows of a file of bets.</summary>
/// <param name="rows">Of the file.</param>
/// <param name="pool">Where bets were bought whose row does not say.</param>
/// <param name="emptyIsLost">A bet without a return was lost.</param>
internal sealed partial class BetRowReader(BetRows rows, Pool? pool, bool emptyIsLost)
{
    /// <summary>Null for a row that is no bet of money: of a proposal on paper, or on an invented race.</summary>
    public ParseResult<ToldBet?> Read(int line, string[] cells)
    {
        if (Is(cells, BetField.Book, nameof(LedgerBookKind.Paper)) || Is(cells, BetField.Simulated, "true"))
            return ParseResult<ToldBet?>.Ok(null);
        return Day(cells).Then(when => Money(cells).Then(money => Whole(line, cells, when, money))).Convert(ToldBet? (bet) => bet);
    }

    private ParseResult<ToldBet> Whole(int line, string[] cells, (DateOnly Day, DateTimeOffset? At) when, ToldMoney money)
    {
        var race = Race(cells);
        var bet = BetNames.Parse(Text(cells, BetField.Bet) ?? "");
        var selection = Text(cells, BetField.Numbers) ?? "";
        var horses = BetHorses.Parse(selection);
        var where = Text(cells, BetField.Operator) is { } named ? PoolText.ParseSold(named) : Default();
        var odds = Text(cells, BetField.Odds) is { } typed ? BetCells.Odds(typed) : ParseResult<double?>.Ok(null);
        Problem?[] wrong =
        [
            race.IsOk ? null : race.Error,
            bet.IsOk ? null : bet.Error,
            horses.IsOk ? null : horses.Error,
            where.IsOk ? null : where.Error,
            odds.IsOk ? null : odds.Error,
        ];
        if (wrong.OfType<Problem>().FirstOrDefault() is { } first)
            return ParseResult<ToldBet>.Fail(first);
        if (BetNames.SizeOf(bet.Value) is { } size && horses.Value.Numbers.Count < size)
            return ParseResult<ToldBet>.Fail($"'{Quoted.Short(selection)}' are too few horses for such a bet");
        return ParseResult<ToldBet>.Ok(
            new ToldBet
            {
                Line = line,
                Date = when.Day,
                Code = race.Value.Code,
                RaceNumber = race.Value.Number,
                Meeting = race.Value.Meeting,
                Pool = where.Value,
                Bet = bet.Value,
                Horses = horses.Value,
                Selection = CleanText.Line(selection),
                Stake = money.Stake,
                Returned = money.Returned,
                Refunded = money.Refunded,
                Odds = odds.Value,
                PlacedAt = when.At,
                Reference = Text(cells, BetField.Reference) is { } reference ? CleanText.Line(reference) : null,
            }
        );
    }

    private ParseResult<Pool> Default() =>
        pool is { } known ? ParseResult<Pool>.Ok(known) : ParseResult<Pool>.Fail($"no operator: name it by --operator, or in a column");

    /// <summary>The programme day, and when the bet was bought. A file that has that alone is taken to mean the races of the same day.</summary>
    private ParseResult<(DateOnly Day, DateTimeOffset? At)> Day(string[] cells)
    {
        var placed = Text(cells, BetField.PlacedAt);
        if (Text(cells, BetField.Date) is not { } typed)
            return placed is null
                ? ParseResult<(DateOnly, DateTimeOffset?)>.Fail($"no date")
                : BetCells.Day(placed).Convert(when => (Programme(when), when.At));
        var day = BetCells.Day(typed);
        if (!day.IsOk || placed is null)
            return day.Convert(when => (Programme(when), (DateTimeOffset?)null));
        return BetCells.Day(placed).Convert(bought => (Programme(day.Value), bought.At));
    }

    /// <summary>A race after midnight belongs to the evening before. Midnight itself is how spreadsheets write a day without a time.</summary>
    private static DateOnly Programme((DateOnly Day, DateTimeOffset? At) when) =>
        when.At is { } at && ParisTime.ToParis(at).TimeOfDay != TimeSpan.Zero ? ParisTime.ProgrammeOf(at) : when.Day;

    private ParseResult<(RaceCode? Code, int? Number, string Meeting)> Race(string[] cells)
    {
        var texts = (string?[])[Text(cells, BetField.Race), Text(cells, BetField.MeetingNumber), Text(cells, BetField.RaceNumber)];
        var meeting = Text(cells, BetField.Meeting) ?? Name(texts[1]) ?? "";
        if (Code().Match(string.Join(' ', texts.OfType<string>().Append(meeting))) is { Success: true } code)
            return Of(Number(code.Groups[1]), Number(code.Groups[2]), WithoutCode(meeting));
        var number = Of(texts[2], 'C') ?? Of(texts[0], 'C');
        return (Of(texts[1], 'R') ?? Of(meeting, 'R', alone: false), number) switch
        {
            ({ } first, { } second) => Of(first, second, WithoutCode(meeting)),
            (null, { } second) when meeting.Length > 0 => ParseResult<(RaceCode?, int?, string)>.Ok(
                (null, second, CleanText.Line(meeting))
            ),
            _ => ParseResult<(RaceCode?, int?, string)>.Fail($"no race: expected R1C3, or its racecourse and its number there"),
        };
    }

    private static ParseResult<(RaceCode? Code, int? Number, string Meeting)> Of(int meeting, int race, string name) =>
        meeting is > 0 and <= 999 && race is > 0 and <= 999
            ? ParseResult<(RaceCode?, int?, string)>.Ok((new RaceCode(meeting, race), null, CleanText.Line(name)))
            : ParseResult<(RaceCode?, int?, string)>.Fail($"no race: expected R1C3, or its racecourse and its number there");

    /// <summary><c>R1</c>, <c>1</c>, or with more behind it.</summary>
    private static int? Of(string? text, char letter, bool alone = true)
    {
        if (text is null)
            return null;
        var match = Regex.Match(
            text,
            alone ? $@"^\s*{letter}?\s*([0-9]{{1,3}})\b" : $@"\b{letter}([0-9]{{1,3}})\b",
            RegexOptions.IgnoreCase
        );
        return match.Success ? Number(match.Groups[1]) : null;
    }

    /// <summary>The racecourse behind the number of its meeting: <c>R1 - VINCENNES</c>.</summary>
    private static string? Name(string? meeting) =>
        meeting is not null && WithoutCode(meeting) is { Length: > 0 } name && name.Any(char.IsLetter) ? name : null;

    private static string WithoutCode(string meeting) => Codes().Replace(meeting, "").Trim(' ', '-', '–', '(', ')', ':');

    private ParseResult<ToldMoney> Money(string[] cells)
    {
        var stake = BetCells.Amount(Text(cells, BetField.Stake) ?? "");
        if (!stake.IsOk)
            return ParseResult<ToldMoney>.Fail(stake.Error);
        // An account shows it as money that went out.
        var staked = new Euro(Math.Abs(stake.Value.Amount));
        if (staked == Euro.Zero || staked > BetRecorder.MaxStake)
            return ParseResult<ToldMoney>.Fail($"{staked} is no stake: expected euros and cents up to {BetRecorder.MaxStake.Amount}");
        var outcome = Text(cells, BetField.Outcome) is { } said ? BetCells.Outcome(said) : null;
        var returned =
            Text(cells, BetField.Returned) is { } back ? BetCells.Amount(back).Convert(Euro? (amount) => amount)
            : Text(cells, BetField.Profit) is { } profit ? BetCells.Amount(profit).Convert(Euro? (amount) => staked + amount)
            : ParseResult<Euro?>.Ok(null);
        if (!returned.IsOk)
            return ParseResult<ToldMoney>.Fail(returned.Error);
        return ToldMoney.Of(staked, returned.Value, outcome, emptyIsLost);
    }

    private bool Is(string[] cells, BetField field, string word) =>
        Text(cells, field) is { } text && text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private string? Text(string[] cells, BetField field) => rows.Text(cells, field);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bR\s*([0-9]{1,3})\s*[-/ ]?\s*C\s*([0-9]{1,3})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"\bR\s*[0-9]{1,3}(\s*[-/ ]?\s*C\s*[0-9]{1,3})?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Codes();
}

/// <summary>What was staked and what came back.</summary>
internal readonly record struct ToldMoney(Euro Stake, Euro? Returned, bool Refunded)
{
    public static ParseResult<ToldMoney> Of(Euro stake, Euro? returned, ToldOutcome? outcome, bool emptyIsLost)
    {
        if (returned < Euro.Zero)
            return ParseResult<ToldMoney>.Fail($"less than nothing came back ({returned})");
        return (outcome, returned) switch
        {
            (ToldOutcome.Open, _) => Ok(null),
            (ToldOutcome.Lost, { } some) when some > Euro.Zero => ParseResult<ToldMoney>.Fail(
                $"it is said to be lost, and {some} came back"
            ),
            (ToldOutcome.Lost, _) => Ok(Euro.Zero),
            // Some operators show a stake that came back nowhere but in the words.
            (ToldOutcome.Refunded, null) => Ok(stake, refunded: true),
            (ToldOutcome.Refunded, { } some) => some == Euro.Zero || some == stake ? Ok(stake, refunded: true) : Ok(some),
            // A bet that won returns something: the file shows the amount elsewhere, or later.
            (ToldOutcome.Won, { } some) when some == Euro.Zero => Ok(null),
            (null, null) when emptyIsLost => Ok(Euro.Zero),
            (_, var some) => Ok(some),
        };

        ParseResult<ToldMoney> Ok(Euro? back, bool refunded = false) => ParseResult<ToldMoney>.Ok(new ToldMoney(stake, back, refunded));
    }
}
