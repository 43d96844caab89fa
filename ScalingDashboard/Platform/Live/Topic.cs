namespace ScalingDashboard.Platform.Live;

/// <summary>The name of something that can change, for example <c>metric:adoption.active_users</c> or <c>report:…</c>.</summary>
public readonly record struct Topic(string Name)
{
    public override string ToString() => Name;
}
