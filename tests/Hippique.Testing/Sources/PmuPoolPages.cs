using System.Text.Json;

namespace Hippique.Testing.Sources;

/// <summary>What PMU's API says of the money in its pools and of what they will pay, invented.</summary>
public static class PmuPoolPages
{
    /// <param name="cents">By bet and number: the stakes of <c>citations</c>; shares are those of the stakes.</param>
    /// <param name="at">The stamp.</param>
    public static string Citations(DateTimeOffset at, params (string Bet, long[] Cents)[] cents) =>
        JsonSerializer.Serialize(
            new
            {
                listeCitations = cents.Select(bet => new
                {
                    typePari = bet.Bet,
                    updatetime = at.ToUnixTimeMilliseconds(),
                    participants = bet.Cents.Select(
                        (stake, i) =>
                            new
                            {
                                numPmu = i + 1,
                                nom = $"CHEVAL {i + 1}",
                                statut = "PARTANT",
                                favoris = stake == bet.Cents.Max(),
                                citations = new[]
                                {
                                    new
                                    {
                                        position = 1,
                                        enjeu = stake,
                                        ratio = Math.Round(100.0 * stake / Math.Max(1, bet.Cents.Sum()), 2),
                                    },
                                },
                            }
                    ),
                }),
            }
        );

    /// <param name="at">The stamp.</param>
    /// <param name="bets">Each with its total and, largest first, what lies on its combinations, in cents.</param>
    public static string Combinations(DateTimeOffset at, params (string Bet, long? Total, (int[] Numbers, long Cents)[] Stakes)[] bets) =>
        JsonSerializer.Serialize(
            new
            {
                combinaisons = bets.Select(bet => new
                {
                    pariType = bet.Bet,
                    totalEnjeu = bet.Total,
                    updateTime = at.ToUnixTimeMilliseconds(),
                    listeCombinaisons = bet.Stakes.Select(stake => new { combinaison = stake.Numbers, totalEnjeu = stake.Cents }),
                }),
            }
        );

    /// <summary>The exact total of each bet, in cents.</summary>
    public static string Totals(params (string Bet, long Cents)[] totals) =>
        JsonSerializer.Serialize(totals.Select(total => new { typePari = total.Bet, totalEnjeu = total.Cents }));

    /// <param name="bet">Its name.</param>
    /// <param name="at">The stamp.</param>
    /// <param name="total">In cents.</param>
    /// <param name="ranges">By number, from 1 on.</param>
    public static string PlaceRanges(string bet, DateTimeOffset at, long total, params (double Low, double High)[] ranges) =>
        JsonSerializer.Serialize(
            new
            {
                typePari = bet,
                totalEnjeu = total,
                dateMajDirect = at.ToUnixTimeMilliseconds(),
                nbParticipants = ranges.Length,
                rapportsParticipant = ranges.Select(
                    (range, i) =>
                        new
                        {
                            numPmu = i + 1,
                            numerosParticipant = new[] { i + 1 },
                            statut = "PARTANT",
                            favoris = i == 0,
                            minRapportProbable = range.Low,
                            maxRapportProbable = range.High,
                        }
                ),
                rapportsEcurie = Array.Empty<object>(),
            }
        );

    /// <param name="bet">Its name.</param>
    /// <param name="at">The stamp.</param>
    /// <param name="prices">As PMU lists them: a pair in both orders.</param>
    public static string Pairs(string bet, DateTimeOffset at, params (int First, int Second, double Odds)[] prices) =>
        JsonSerializer.Serialize(
            new
            {
                typePari = bet,
                totalEnjeu = 500_000,
                dateMajDirect = at.ToUnixTimeMilliseconds(),
                rapportsParticipant = prices.Select(price => new
                {
                    numerosParticipant = new[] { price.First, price.Second },
                    rapportDirect = price.Odds,
                    tendance = 0,
                }),
            }
        );
}
