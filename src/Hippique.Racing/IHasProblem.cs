namespace Hippique.Racing;

/// <summary>Something that went wrong for a reason that a user can understand. Its own text is for logs and programs.</summary>
public interface IHasProblem
{
    Problem Problem { get; }
}
