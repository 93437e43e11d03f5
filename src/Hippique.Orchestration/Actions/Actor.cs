namespace Hippique.Orchestration.Actions;

/// <summary>Who asked for an action.</summary>
/// <param name="Way">How that is known.</param>
/// <param name="Name"><see cref="Owner"/>, <see cref="Viewer"/>, an e-mail address, the name of the machine's user, <see cref="Link"/> or <see cref="Anybody"/>; never a secret.</param>
public sealed record Actor(ActorWay Way, string Name)
{
    /// <summary>Whoever has the token of the data folder, or a session that its link opened.</summary>
    public const string Owner = "owner";

    /// <summary>Whoever has a session that a link for viewers opened.</summary>
    public const string Viewer = "viewer";

    /// <summary>Nobody is asked who he is.</summary>
    public const string Anybody = "anybody";

    /// <summary>Whoever has the signed address of a message.</summary>
    public const string Link = "link";
}

/// <summary>How somebody was known.</summary>
public enum ActorWay
{
    /// <summary>A bearer token: that of the data folder, or an identity token.</summary>
    Token,

    /// <summary>A browser's session, opened by a link or by a sign-in.</summary>
    Session,

    /// <summary>The service asks nobody (<c>REQUIRE_AUTH=false</c>).</summary>
    Open,

    /// <summary>The machine's user, at the command line, while no service ran.</summary>
    Machine,

    /// <summary>The signed address of a message about tickets.</summary>
    Link,
}
