using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>Looks to and from the lines of recorded races. What does not read costs the look that one value, as elsewhere in these files.</summary>
internal static class LookLines
{
    public static LookLine Of(Snapshot look) =>
        new()
        {
            Phase = (int)look.Phase,
            PlannedEpochMs = look.PlannedAt.ToUnixTimeMilliseconds(),
            TakenEpochMs = look.TakenAt.ToUnixTimeMilliseconds(),
            OffEpochMs = look.Card.Off.ToUnixTimeMilliseconds(),
            NonRunners = look.Card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).ToArray()
                is { Length: > 0 } gone
                ? gone
                : null,
            Cancelled = look.Card.Cancelled,
            NotOpen = look.Card.NotOpen,
            Pools = [.. look.Pools.Select(Of)],
        };

    /// <summary>The looks of a line; those that name no phase and no moment are left out.</summary>
    public static IReadOnlyList<SeenLook> Read(IEnumerable<LookLine?>? lines, RaceCard card) =>
        [.. (lines ?? []).OfType<LookLine>().Select(line => Read(line, card)).OfType<SeenLook>().DistinctBy(look => look.Phase)];

    private static SeenLook? Read(LookLine line, RaceCard card)
    {
        if (
            line.Phase is not (30 or 5)
            || RecordedPrices.Instant(line.PlannedEpochMs) is not { } planned
            || RecordedPrices.Instant(line.TakenEpochMs) is not { } taken
        )
            return null;
        var gone = (line.NonRunners ?? []).ToHashSet();
        return new SeenLook(
            (Phase)line.Phase.Value,
            planned,
            taken,
            card with
            {
                Off = RecordedPrices.Instant(line.OffEpochMs) ?? card.Off,
                Cancelled = line.Cancelled,
                NotOpen = line.NotOpen is { } word ? CleanText.Line(word) : null,
                Runners = [.. card.Runners.Select(runner => runner with { NonRunner = gone.Contains(runner.Number) })],
            },
            [.. (line.Pools ?? []).OfType<LookPoolLine>().Select(Read).OfType<PoolPrices>().DistinctBy(pool => pool.Pool)]
        );
    }

    private static LookPoolLine Of(PoolPrices pool) =>
        new()
        {
            Pool = pool.Pool.Code(),
            Origin = Name(pool.Origin),
            StampEpochMs = pool.At?.ToUnixTimeMilliseconds(),
            Win = ByNumber(pool.Win, price => price.Number, price => price.Odds.Value),
            WinStamps = ByNumber(
                pool.Win.Where(price => price.At is not null),
                price => price.Number,
                price => price.At!.Value.ToUnixTimeMilliseconds()
            ),
            Place = ByNumber(pool.Place, price => price.Number, price => new[] { price.Range.Low, price.Range.High }),
            PlaceStampEpochMs = pool.PlaceAt?.ToUnixTimeMilliseconds(),
            Stakes = pool.Stakes is { } stakes ? [.. stakes.Select(Of)] : null,
            Combinations = pool.Combinations is { } pairs
                ?
                [
                    .. pairs.Select(pair => new LookPriceLine
                    {
                        Bet = Name(pair.Bet),
                        Numbers = Text(pair.Numbers),
                        Odds = pair.Odds.Value,
                    }),
                ]
                : null,
            Offers = pool.Offers is { } offers
                ?
                [
                    .. offers.Select(offer => new LookOfferLine
                    {
                        Bet = Name(offer.Bet),
                        Minimum = offer.Minimum.Amount,
                        Step = offer.Step.Amount,
                        Maximum = offer.Maximum?.Amount,
                    }),
                ]
                : null,
        };

    private static LookStakesLine Of(BetStakes stakes) =>
        new()
        {
            Bet = Name(stakes.Bet),
            StampEpochMs = stakes.At?.ToUnixTimeMilliseconds(),
            TotalCents = stakes.Total is { } total ? Cents(total) : null,
            Cents = stakes.Stakes.ToDictionary(stake => Text(stake.Numbers), stake => Cents(stake.Amount)),
        };

    private static PoolPrices? Read(LookPoolLine line) =>
        PoolText.Parse(line.Pool).TryGet(out var pool) && Value<PriceOrigin>(line.Origin) is { } origin
            ? new PoolPrices
            {
                Pool = pool,
                Origin = origin,
                At = RecordedPrices.Instant(line.StampEpochMs),
                Win =
                [
                    .. (line.Win ?? [])
                        .Select(price => (price.Key, Odds: Odds.FromPublished(price.Value)))
                        .Where(price => price.Odds is not null)
                        .Select(price => new WinPrice(price.Key, price.Odds!.Value, StampOf(line, price.Key))),
                ],
                Place =
                [
                    .. (line.Place ?? [])
                        .Select(price =>
                            (price.Key, Range: price.Value is [var low, var high] ? PlaceRange.FromPublished(low, high) : null)
                        )
                        .Where(price => price.Range is not null)
                        .Select(price => new PlacePrice(price.Key, price.Range!.Value)),
                ],
                PlaceAt = RecordedPrices.Instant(line.PlaceStampEpochMs),
                Stakes = line.Stakes is { } stakes ? [.. stakes.Select(Read).OfType<BetStakes>().DistinctBy(one => one.Bet)] : null,
                Combinations = line.Combinations is { } pairs ? [.. pairs.Select(Read).OfType<CombinationPrice>()] : null,
                Offers = line.Offers is { } offers ? [.. offers.Select(Read).OfType<BetOffer>()] : null,
            }
            : null;

    private static BetStakes? Read(LookStakesLine? line) =>
        Value<BetType>(line?.Bet) is { } bet
            ? new BetStakes
            {
                Bet = bet,
                At = RecordedPrices.Instant(line!.StampEpochMs),
                Total = line.TotalCents is { } total ? Euro.FromCents(total) : null,
                Stakes =
                [
                    .. (line.Cents ?? [])
                        .Select(stake => (Numbers: Numbers(stake.Key), stake.Value))
                        .Where(stake => stake.Numbers.Length > 0 && stake.Value >= 0)
                        .Select(stake => new CombinationStake(stake.Numbers, Euro.FromCents(stake.Value))),
                ],
            }
            : null;

    private static CombinationPrice? Read(LookPriceLine? line) =>
        Value<BetType>(line?.Bet) is { } bet
        && Numbers(line!.Numbers) is { Length: > 0 } numbers
        && Odds.FromPublished(line.Odds) is { } odds
            ? new CombinationPrice(bet, numbers, odds)
            : null;

    private static BetOffer? Read(LookOfferLine? line) =>
        Value<BetType>(line?.Bet) is { } bet && line is { Minimum: > 0 and var minimum, Step: > 0 and var step }
            ? new BetOffer(bet, new Euro(minimum), new Euro(step), line.Maximum is { } most ? new Euro(most) : null)
            : null;

    private static DateTimeOffset? StampOf(LookPoolLine line, int number) =>
        line.WinStamps is { } stamps && stamps.TryGetValue(number, out var stamp) ? RecordedPrices.Instant(stamp) : null;

    private static SortedDictionary<int, TValue>? ByNumber<T, TValue>(IEnumerable<T> prices, Func<T, int> number, Func<T, TValue> value)
    {
        var sorted = new SortedDictionary<int, TValue>(prices.ToDictionary(number, value));
        return sorted.Count > 0 ? sorted : null;
    }

    private static string Text(IEnumerable<int> numbers) =>
        string.Join('-', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Empty if one of them is none.</summary>
    private static int[] Numbers(string? text)
    {
        int[] numbers =
        [
            .. (text ?? "")
                .Split('-')
                .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0),
        ];
        return Array.TrueForAll(numbers, number => number is > 0 and < 1000) ? numbers : [];
    }

    private static long Cents(Euro amount) => (long)decimal.Round(amount.Amount * 100);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static T? Value<T>(string? name)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Name(value!.Value) == name);
}
