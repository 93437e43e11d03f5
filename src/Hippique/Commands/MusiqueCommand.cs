using System.CommandLine;
using System.Globalization;
using Hippique.Calculators;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique musique '1a2a4aDa(25)3a'</c>: a form and its factors.</summary>
public static class MusiqueCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("MUSIQUE") { Description = Texts.Get("musique_text") };
        var discipline = new Option<string?>("--discipline") { Description = Texts.Get("musique_discipline") };
        var command = new Command("musique", Texts.Get("musique")) { text, discipline };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var sheet = MusiqueSheet.Of(parsed.GetValue(text)!, parsed.GetValue(discipline));
            if (!sheet.IsOk)
                return screen.Fail(sheet.Error);
            screen.Answer(sheet.Value, told => Show(told, screen));
            return 0;
        });
        return command;
    }

    private static void Show(MusiqueSheet sheet, Screen screen)
    {
        var words = new AccountWords(Texts.Culture);
        screen.Table(
            [
                "price_column_number",
                "musique_column_place",
                "<musique_column_discipline",
                "musique_column_year",
                "<musique_column_counts",
                "<musique_column_counts_v52",
            ],
            sheet.Performances.Select(
                (run, i) =>
                    new[]
                    {
                        (i + 1).ToString(CultureInfo.InvariantCulture),
                        run.Incident ?? (run.Place == Performance.BeyondNinth ? "> 9" : $"{run.Place}"),
                        run.Discipline == Discipline.Unknown ? "–" : words.Discipline(run.Discipline),
                        run.Year?.ToString(CultureInfo.InvariantCulture) ?? "",
                        Texts.Get(run.Counts ? "musique_yes" : "musique_no"),
                        Texts.Get(run.CountsV52 ? "musique_yes" : "musique_no"),
                    }
            )
        );
        if (sheet is not { Figures: { } figures, FiguresV52: { } latest })
        {
            screen.Say(Texts.Get("musique_none"));
            return;
        }
        screen.Say(
            Texts.Get(
                "musique_figures",
                figures.Runs,
                figures.FirstThree,
                figures.FourthOrFifth,
                figures.MeanPlace,
                figures.Spread,
                Texts.Get(figures.AnyDisqualified ? "musique_yes" : "musique_no")
            )
        );
        screen.Say(Texts.Get("musique_score", sheet.Score, sheet.Factors.Form, sheet.Factors.Regularity));
        screen.Say(Texts.Get("musique_v52", latest.Runs, latest.FirstThree, sheet.Factors.FormV52));
    }
}
