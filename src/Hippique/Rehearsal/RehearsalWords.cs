using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Settings;

namespace Hippique.Rehearsal;

/// <summary>What is said of a rehearsal wherever a ticket could be taken for one of today.</summary>
internal static class RehearsalWords
{
    public static string Of(RehearsalMark mark, CultureInfo culture) =>
        mark.LastDate is { } last
            ? Texts.In(culture, "rehearsal_mark_days", mark.Date, last, mark.Speed)
            : Texts.In(culture, "rehearsal_mark", mark.Date, mark.Speed);

    /// <summary>Nothing where there is no rehearsal.</summary>
    public static void Say(RehearsalMark? mark, TextWriter screen)
    {
        if (mark is not null)
            screen.WriteLine(Of(mark, Texts.Culture));
    }
}
