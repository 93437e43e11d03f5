using Hippique.Demo.Simulation;
using Hippique.Sources.ZEturf;

namespace Hippique.Demo.Pages;

/// <summary>Where the pages of the simulated site are.</summary>
internal static class SitePaths
{
    public static string Race(SimulatedRace race) => ZEturfUrl.RacePath(race.Id.Date, race.Id.Code, Slug($"{race.Meeting} {race.Name}"));

    /// <summary>Lower case without accents, everything else a hyphen.</summary>
    public static string Slug(string name)
    {
        var plain = name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Where(c => c < 128);
        var words = string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '));
        return string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
