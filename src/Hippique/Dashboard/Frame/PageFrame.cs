using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Settings;

namespace Hippique.Dashboard.Frame;

/// <summary>What every page of the dashboard is told besides its own content.</summary>
public sealed record PageFrame
{
    /// <summary>French or English.</summary>
    public required CultureInfo Culture { get; init; }
    public required PageTheme Theme { get; init; }

    /// <summary>Path and query of the page itself.</summary>
    public required string Address { get; init; }

    /// <summary>The moment of the answer, by the program's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The programme day of <see cref="Now"/>.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The head leads to the other pages; false for people without a session, to whom all of them would be closed.</summary>
    public required bool HasNavigation { get; init; }

    /// <summary>Somebody is signed in and can sign out; false where access is open to all.</summary>
    public required bool HasSession { get; init; }

    /// <summary>The reader may change something; false for a viewer, whose pages have no forms that do.</summary>
    public required bool CanAct { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; null: it is today.</summary>
    public RehearsalMark? Rehearsal { get; init; }

    /// <summary>The page shows a recorded day that is replayed beside the live one; null: it shows the live one.</summary>
    public SandboxMark? Sandbox { get; init; }

    public string Language => Culture.TwoLetterISOLanguageName;

    public string Say(string key, params ReadOnlySpan<object?> args) => Texts.In(Culture, key, args);
}

/// <summary>Light or dark.</summary>
public enum PageTheme
{
    /// <summary>As the reader's system wishes.</summary>
    System,
    Light,
    Dark,
}
