using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's codes, read.</summary>
internal static class PmuText
{
    public static Discipline Discipline(string? discipline, string? speciality) =>
        discipline switch
        {
            "PLAT" => Racing.Discipline.Flat,
            "ATTELE" or "TROT_ATTELE" => Racing.Discipline.Harness,
            "MONTE" or "TROT_MONTE" => Racing.Discipline.MountedTrot,
            "HAIE" or "HAIES" => Racing.Discipline.Hurdle,
            "STEEPLECHASE" => Racing.Discipline.Steeplechase,
            "CROSS" or "CROSS_COUNTRY" => Racing.Discipline.CrossCountry,
            "OBSTACLE" => Racing.Discipline.Obstacle,
            null when speciality is not null => Discipline(speciality, null),
            _ => Racing.Discipline.Unknown,
        };

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
