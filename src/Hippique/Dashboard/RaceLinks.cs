using System.Globalization;
using Hippique.Racing;

namespace Hippique.Dashboard;

/// <summary>Addresses of a race's pages.</summary>
internal static class RaceLinks
{
    public const string Root = "/race";

    /// <summary><c>/race/2025-11-22/R1C3</c>.</summary>
    public static string Of(RaceId race) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{race.Date:yyyy-MM-dd}/{race.Code}");

    /// <summary>Why there is a bet, or none.</summary>
    public static string Why(RaceId race) => $"{Of(race)}/why";
}
