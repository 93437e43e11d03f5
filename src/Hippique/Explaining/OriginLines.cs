using System.Globalization;
using Hippique.Orchestration.Merging;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Which source showed what of a race, and when: one line for each source and moment.</summary>
internal static class OriginLines
{
    private static readonly Dictionary<string, string> Groups = RaceFields
        .InOrder.Select(field => KeyValuePair.Create(field, GroupOf(field)))
        .ToDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Of(Snapshot seen, AccountWords words) =>
        seen
            .Origins.GroupBy(origin => (origin.Source, origin.At))
            .Select(group =>
                group.Key.At is { } at
                    ? words.Get("explain_origin_at", group.Key.Source, Clock(at), What(group, words))
                    : words.Get("explain_origin", group.Key.Source, What(group, words))
            );

    private static string What(IEnumerable<FieldOrigin> origins, AccountWords words) =>
        string.Join(
            ", ",
            origins
                .SelectMany(origin =>
                    origin.Fields.Select(field => Named(field, words)).Distinct().Select(what => WithNumbers(what, origin.Runners, words))
                )
                .Distinct()
        );

    /// <summary>The price of a pool bears the pool's name.</summary>
    private static string Named(string field, AccountWords words) =>
        field.Split('.', 2) is [var kind, var pool]
            ? words.Get($"explain_origin_{kind}", pool)
            : words.Get($"explain_origin_{Groups.GetValueOrDefault(field, "horse")}");

    private static string WithNumbers(string what, IReadOnlyList<int>? numbers, AccountWords words) =>
        numbers is null ? what : words.Get("explain_origin_numbers", what, string.Join(", ", numbers));

    private static string GroupOf(string field) =>
        field switch
        {
            RaceFields.Meeting
            or RaceFields.Country
            or RaceFields.Name
            or RaceFields.Off
            or RaceFields.Discipline
            or RaceFields.Distance
            or RaceFields.Going
            or RaceFields.NotOpen
            or RaceFields.Cancelled => "race",
            RaceFields.Runners or RaceFields.Declared => "runners",
            RaceFields.NonRunner => "non_runner",
            "jockey" or "trainer" or "owner" => "people",
            "rating" or "earnings_cents" or "starts" or "record_seconds_per_km" => "record",
            "form" => "form",
            _ => "horse",
        };

    private static string Clock(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
