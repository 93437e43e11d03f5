using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>The table of runners.</summary>
internal static class ZEturfRunners
{
    /// <summary>By number; a table without runners, with an unreadable row or with a number twice is an error.</summary>
    public static ParseResult<IReadOnlyList<Runner>> Read(List<IElement> rows)
    {
        if (rows.Count == 0)
            return ParseResult<IReadOnlyList<Runner>>.Fail($"the table of runners is missing or empty");
        var runners = new SortedDictionary<int, Runner>();
        foreach (var row in rows)
        {
            if (ZEturfText.Number(row.GetAttribute("data-runner")) is not { } number || Runner(row, number) is not { } runner)
                return ParseResult<IReadOnlyList<Runner>>.Fail(
                    $"a row of the table of runners has no number or no horse ('{Quoted.Short(row.GetAttribute("data-runner") ?? "")}')"
                );
            if (!runners.TryAdd(number, runner))
                return ParseResult<IReadOnlyList<Runner>>.Fail($"two runners have the number {number}");
        }
        return ParseResult<IReadOnlyList<Runner>>.Ok([.. runners.Values]);
    }

    private static Runner? Runner(IElement row, int number)
    {
        var cells = new Cells();
        foreach (var cell in row.Inside())
            cells.Take(cell);
        var horse = cells.Horse?.Attribute("title") ?? OwnText(cells.Horse);
        if (horse is null)
            return null;
        var sexAge = cells.SexAge.Text()?.Split('/') ?? [];
        var form = cells.Form?.Attribute("title");
        return new Runner
        {
            Number = number,
            Horse = horse,
            NonRunner = cells.NonRunner,
            Jockey = cells.Jockey.Text(),
            Trainer = cells.Trainer.Text(),
            Sex = sexAge is [{ Length: 1 } sex, ..] ? sex : null,
            Age = sexAge is [_, var age] ? ZEturfText.Number(age) : null,
            Draw = ZEturfText.Number(cells.Draw.Text()),
            WeightKg = ZEturfText.Kilograms(cells.Weight.Text()),
            HandicapDistanceMetres = ZEturfText.Metres(cells.Distance.Text()),
            EarningsCents = ZEturfText.Cents(OwnText(cells.Record)),
            RecordSecondsPerKm = Record(cells.Record),
            Form = form,
            FirstTime = form is null && cells.Form?.FirstOf("inedit") is not null,
            TrainerOpinion = cells.Opinion?.Attribute("title"),
            Shoes = cells.Shoes?.Attribute("title"),
            Blinkers = cells.Blinkers?.Attribute("title"),
        };
    }

    /// <summary>The best time stands in bold before the earnings.</summary>
    private static double? Record(IElement? cell)
    {
        var bold = cell?.Inside().FirstOrDefault(element => element.LocalName == "b").Text();
        return bold is not null && FrenchText.ParseTrotTime(bold).TryGet(out var seconds) ? seconds : null;
    }

    /// <summary>The text that stands in the element itself, without that of the elements in it.</summary>
    private static string? OwnText(IElement? element) =>
        element is null ? null : HtmlText.Tidy(string.Concat(element.ChildNodes.OfType<IText>().Select(text => text.Data)));

    /// <summary>What a row holds, by the classes of its cells.</summary>
    private sealed class Cells
    {
        public bool NonRunner { get; private set; }
        public IElement? Horse { get; private set; }
        public IElement? Jockey { get; private set; }
        public IElement? Trainer { get; private set; }
        public IElement? Opinion { get; private set; }
        public IElement? Shoes { get; private set; }
        public IElement? Blinkers { get; private set; }
        public IElement? SexAge { get; private set; }
        public IElement? Distance { get; private set; }
        public IElement? Weight { get; private set; }
        public IElement? Draw { get; private set; }
        public IElement? Record { get; private set; }
        public IElement? Form { get; private set; }

        public void Take(IElement cell)
        {
            if (cell.IsOf("cheval"))
                TakeHorse(cell);
            else if (cell.IsOf("numero"))
                NonRunner = cell.FirstOf("non-partant") is not null;
            else if (cell.IsOf("sexe-age"))
                SexAge = cell;
            else if (cell.IsOf("distance"))
                Distance = cell;
            else if (cell.IsOf("weight"))
                Weight = cell;
            else if (cell.IsOf("corde"))
                Draw = cell;
            else if (cell.IsOf("record"))
                Record = cell;
            else if (cell.IsOf("musique"))
                Form = cell;
        }

        private void TakeHorse(IElement cell)
        {
            foreach (var element in cell.Below())
            {
                if (element.IsOf("horse-name"))
                    Horse ??= element;
                else if (element.IsOf("jockey"))
                    Jockey ??= element;
                else if (element.IsOf("picto-avis-entraineur"))
                    Opinion ??= element;
                else if (element.IsOf("deferres"))
                    Shoes ??= element;
                else if (element.IsOf("oeilleres"))
                    Blinkers ??= element;
                else if (element.LocalName == "span" && Jockey is not null && element.ParentElement?.IsOf("second-line") == true)
                    Trainer ??= element;
            }
        }
    }
}
