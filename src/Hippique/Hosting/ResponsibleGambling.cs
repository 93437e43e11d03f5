namespace Hippique.Hosting;

/// <summary>The warning that stands wherever tickets are shown, as French law asks of whoever speaks of bets: risks, 18+, the helpline.</summary>
public static class ResponsibleGambling
{
    /// <summary>One line in the user's language; it always holds "18+" and "09 74 75 13 13".</summary>
    public static string Line => Texts.Get("gambling_risks");
}
