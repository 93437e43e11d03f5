namespace Hippique.Racing;

/// <summary>How a race is run. <see cref="Obstacle"/> is a jump race whose kind the source does not tell.</summary>
public enum Discipline
{
    Unknown,
    Flat,
    Harness,
    MountedTrot,
    Hurdle,
    Steeplechase,
    CrossCountry,
    Obstacle,
}

/// <summary>Disciplines whose performances speak for one another: harness with mounted trot, flat, jumps.</summary>
public enum DisciplineFamily
{
    Unknown,
    Flat,
    Trot,
    Jumps,
}

/// <summary>Grouping of <see cref="Discipline"/>.</summary>
public static class DisciplineText
{
    public static DisciplineFamily Family(this Discipline discipline) =>
        discipline switch
        {
            Discipline.Flat => DisciplineFamily.Flat,
            Discipline.Harness or Discipline.MountedTrot => DisciplineFamily.Trot,
            Discipline.Hurdle or Discipline.Steeplechase or Discipline.CrossCountry or Discipline.Obstacle => DisciplineFamily.Jumps,
            _ => DisciplineFamily.Unknown,
        };

    /// <summary><c>mounted_trot</c>: what <see cref="FromCode"/> reads; <c>unknown</c> of what is not known.</summary>
    public static string Code(this Discipline discipline) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(discipline.ToString());

    /// <summary>Reads the snake_case names of the recorded races (<c>mounted_trot</c>) and of this program's own files.</summary>
    public static Discipline FromCode(string? code) =>
        code switch
        {
            "flat" => Discipline.Flat,
            "harness" => Discipline.Harness,
            "mounted_trot" => Discipline.MountedTrot,
            "hurdle" => Discipline.Hurdle,
            "steeplechase" => Discipline.Steeplechase,
            "cross_country" => Discipline.CrossCountry,
            "obstacle" => Discipline.Obstacle,
            _ => Discipline.Unknown,
        };
}
