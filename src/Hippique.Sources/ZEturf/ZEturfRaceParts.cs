using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>The parts of a race's page that are read, found in one walk over the document. Null and empty where the page lacks them.</summary>
internal sealed class ZEturfRaceParts
{
    /// <summary>Rows of the table of runners.</summary>
    public List<IElement> Runners { get; } = [];

    /// <summary>Icons of bets, whose label stands beside them.</summary>
    public List<IElement> BetIcons { get; } = [];

    /// <summary>Rows of the table of arrivals.</summary>
    public List<IElement> Arrival { get; } = [];

    /// <summary>The race's name in the heading.</summary>
    public IElement? Name { get; private set; }

    /// <summary>The off in the heading.</summary>
    public IElement? Off { get; private set; }

    /// <summary>"Attelé - 2600m - 6000 € - 12 Partants".</summary>
    public IElement? Infos { get; private set; }

    /// <summary>"Terrain : Bon - Pouzzolane".</summary>
    public IElement? Conditions { get; private set; }

    /// <summary>"Arrivée officielle : 5 - 1 - 11" with what follows it.</summary>
    public IElement? Details { get; private set; }

    /// <summary>The dividends.</summary>
    public IElement? Dividends { get; private set; }

    public static ZEturfRaceParts Collect(IHtmlDocument document)
    {
        var parts = new ZEturfRaceParts();
        foreach (var element in document.Below())
            parts.Take(element);
        return parts;
    }

    /// <summary>Kind, distance, starters and going, each null or unknown where the heading lacks it.</summary>
    public static (Discipline Discipline, int? Metres, int? Starters, string? Going) Info(ZEturfRaceParts parts)
    {
        var discipline = Discipline.Unknown;
        int? metres = null;
        int? starters = null;
        foreach (var part in parts.Infos.Text()?.Split(" - ") ?? [])
        {
            if (ZEturfText.Discipline(part) is var kind and not Discipline.Unknown)
                discipline = kind;
            else if (part.EndsWith(" Partants", StringComparison.Ordinal))
                starters = ZEturfText.Number(part[..^" Partants".Length]);
            else
                metres ??= ZEturfText.Metres(part);
        }
        const string Label = "Terrain : ";
        var conditions = parts.Conditions.Text();
        var going = conditions is not null && conditions.StartsWith(Label, StringComparison.Ordinal) ? conditions[Label.Length..] : null;
        var surface = going?.IndexOf(" - ", StringComparison.Ordinal) ?? -1;
        return (discipline, metres, starters, surface >= 0 ? going![..surface] : going);
    }

    private void Take(IElement element)
    {
        switch (element.LocalName)
        {
            case "tr" when element.HasAttribute("data-runner"):
                TakeRow(element);
                break;
            case "span" when element.ClassName is { } name && name.StartsWith("paris-carre_23x19_", StringComparison.Ordinal):
                BetIcons.Add(element);
                break;
            case "span" when Off is null && element.HasAttribute("data-timestamp") && element.ParentElement?.IsOf("heure-course") == true:
                Off = element;
                break;
            case "span" when Conditions is null && element.IsOf("conditionsHippodrome"):
                Conditions = element;
                break;
            case "h2" when Name is null && element.IsOf("nom-course"):
                Name = element;
                break;
            case "p" when Infos is null && element.IsOf("infos"):
                Infos = element;
                break;
            case "div" when element.Id is "tab-details":
                Details ??= element;
                break;
            case "div" when element.Id is "rapports":
                Dividends ??= element;
                break;
        }
    }

    private void TakeRow(IElement row)
    {
        var table = row.ParentElement;
        while (table is not null && table.LocalName != "table")
            table = table.ParentElement;
        if (table?.IsOf("table-runners") == true)
            Runners.Add(row);
        else if (table?.ParentElement?.Id == "arriveeTab")
            Arrival.Add(row);
    }
}
