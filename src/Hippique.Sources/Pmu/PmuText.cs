using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's codes, read.</summary>
internal static class PmuText
{
    public static Discipline Discipline(string? discipline, string? speciality) =>
        discipline switch
        {
            "PLAT" or "PLAT_INTERNATIONAL" => Racing.Discipline.Flat,
            "ATTELE" or "TROT_ATTELE" => Racing.Discipline.Harness,
            "MONTE" or "TROT_MONTE" => Racing.Discipline.MountedTrot,
            "HAIE" or "HAIES" => Racing.Discipline.Hurdle,
            "STEEPLECHASE" => Racing.Discipline.Steeplechase,
            "CROSS" or "CROSS_COUNTRY" => Racing.Discipline.CrossCountry,
            "OBSTACLE" => Racing.Discipline.Obstacle,
            null when speciality is not null => Discipline(speciality, null),
            _ => Racing.Discipline.Unknown,
        };

    /// <summary>Metres, whole ones; null for a unit that is not known.</summary>
    public static int? Metres(double? distance, string? unit)
    {
        const double Mile = 1609.344;
        var metres = unit switch
        {
            null or "METRE" => distance,
            "MILE" => distance * Mile,
            _ => null,
        };
        return metres is >= 1 and <= 20_000 ? (int)Math.Round(metres.Value, MidpointRounding.AwayFromZero) : null;
    }

    /// <summary><c>HONGRES</c> as <c>H</c>, <c>MALES</c> as <c>M</c>, <c>FEMELLES</c> as <c>F</c>; other words as they stand.</summary>
    public static string? Sex(string? word) =>
        word switch
        {
            "HONGRES" => "H",
            "MALES" => "M",
            "FEMELLES" => "F",
            _ => word,
        };
}
