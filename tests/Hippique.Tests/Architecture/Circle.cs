namespace Hippique.Tests.Architecture.Circle.One
{
    /// <summary>One half of a circle, for the test of the test.</summary>
    internal sealed class There
    {
        public static string Name => nameof(There) + Other.Back.Name.Length;
    }
}

namespace Hippique.Tests.Architecture.Circle.Other
{
    internal sealed class Back
    {
        public static string Name => "back";

        public static string Round => One.There.Name;
    }
}
