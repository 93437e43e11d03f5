using Hippique.Racing;

namespace Hippique.Orchestration.Merging;

/// <summary>The names under which the origins of a race's fields are kept; those of the artifacts.</summary>
public static class RaceFields
{
    public const string Meeting = "meeting";
    public const string Country = "country";
    public const string Name = "name";
    public const string Off = "off";
    public const string Discipline = "discipline";
    public const string Quinte = "quinte";
    public const string Distance = "distance_metres";
    public const string Going = "going";
    public const string Cancelled = "cancelled";

    /// <summary>How many runners were declared, where a source counts them apart from its list.</summary>
    public const string Declared = "declared_runners";

    /// <summary>The state in which the race is not open; there where it is not.</summary>
    public const string NotOpen = "not_open";

    /// <summary>Which numbers run, and which horses they are; of a programme, how many.</summary>
    public const string Runners = "runners";
    public const string NonRunner = "non_runner";

    /// <summary>In this order the fields of an origin stand.</summary>
    public static IReadOnlyList<string> InOrder { get; } =
    [
        Meeting,
        Country,
        Name,
        Off,
        Discipline,
        Quinte,
        Distance,
        Going,
        Cancelled,
        Declared,
        NotOpen,
        Runners,
        NonRunner,
        .. RunnerField.All.Select(field => field.Name),
    ];

    public static string Win(Pool pool) => $"win.{pool.Code()}";

    public static string Place(Pool pool) => $"place.{pool.Code()}";

    public static string Stakes(Pool pool) => $"stakes.{pool.Code()}";

    public static string Combinations(Pool pool) => $"combinations.{pool.Code()}";

    public static string Offers(Pool pool) => $"offers.{pool.Code()}";
}
